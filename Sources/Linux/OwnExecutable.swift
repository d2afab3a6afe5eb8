private import Glibc

/// The file that this process runs: proc(5), `/proc/self/exe`.
package enum OwnExecutable {
  /// Leads to it even where the file has been replaced by another version.
  package static let path: PathBytes = "/proc/self/exe"

  /// An executable file of that name in the same folder; nil if there is none.
  package static func neighbour(named name: String) -> PathBytes? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path.cString, &buffer, buffer.count)
    let own = buffer.prefix(max(0, count))
    guard let slash = own.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let neighbour = PathBytes(own[...slash] + name.utf8)
    return unsafe access(neighbour.cString, X_OK) == 0 ? neighbour : nil
  }
}
