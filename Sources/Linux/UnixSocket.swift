private import Glibc

/// A socket that a program of this machine listens at.
package enum UnixSocket {
  /// Whether a program takes a connection there, at once: one that stands still is not waited for.
  ///
  /// - Parameter path: Of the socket; in the kernel's own names instead of a file system's if it
  ///   begins with a NUL byte (unix(7)).
  package static func isListening(at path: [UInt8]) -> Bool {
    unsafe withSocket(SOCK_STREAM, path) { descriptor, address, length in
      unsafe connect(descriptor, address, length)
    } != nil
  }

  /// Sends bytes as one datagram, and waits for nobody.
  ///
  /// - Parameter path: as `isListening` has it.
  /// - Returns: whether the socket took them.
  package static func send(_ bytes: [UInt8], to path: [UInt8]) -> Bool {
    unsafe withSocket(SOCK_DGRAM, path) { descriptor, address, length in
      unsafe CInt(clamping: sendto(descriptor, bytes, bytes.count, 0, address, length))
    } != nil
  }

  /// Nil where that fails, or nothing can have that path.
  private static func withSocket(
    _ type: __socket_type, _ path: [UInt8],
    _ body: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    let kind = CInt(type.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard let first = path.first, path.count < room,
      let number = try? check("socket", "", { socket(AF_UNIX, kind, 0) })
    else { return nil }
    let descriptor = Descriptor(owning: number)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 0
    let length = socklen_t(start + path.count + (first == 0 ? 0 : 1))
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try? check("connect") { unsafe body(descriptor.number, address, length) }
      }
    }
  }
}
