import Glibc

/// The two programs under test, and the one that tortures them.
package enum Product: String {
  case shmshare
  case shmview
  case torture = "Torture"

  /// Its path: in SHMVIEW_BIN_DIR, which scripts/test sets, else beside the running tests.
  package var path: String {
    if let folder = getenv("SHMVIEW_BIN_DIR") { return String(cString: folder) + "/" + rawValue }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let bytes = buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:))
    let runner = String(decoding: bytes, as: UTF8.self)
    return "/" + (runner.split(separator: "/").dropLast() + [rawValue[...]]).joined(separator: "/")
  }
}
