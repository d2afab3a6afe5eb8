private import Glibc

/// A socket that a program of this machine listens at.
package enum UnixSocket {
  private static let kind = CInt(
    SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

  /// Whether a program takes a connection there, at once: one that stands still is not waited for.
  ///
  /// - Parameter path: Of the socket; in the kernel's own names instead of a file system's if it
  ///   begins with a NUL byte (unix(7)).
  package static func isListening(at path: [UInt8]) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard let first = path.first, path.count < room,
      let number = try? check("socket", "", { socket(AF_UNIX, kind, 0) })
    else { return false }
    let descriptor = Descriptor(owning: number)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 0
    let length = socklen_t(start + path.count + (first == 0 ? 0 : 1))
    let answer = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try? check("connect") { unsafe connect(descriptor.number, address, length) }
      }
    }
    return answer != nil
  }
}
