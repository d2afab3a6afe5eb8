private import Glibc

/// How soon a TCP connection notices that the other machine, or the way to it, is gone: tcp(7). A
/// connection by other means is left as it is.
package enum TCPLiveness {
  /// A quiet connection is asked for a sign of life after 10 s, and given up
  /// after three that do not come.
  private static let options: [(level: CInt, name: CInt, value: CInt)] = [
    (SOL_SOCKET, SO_KEEPALIVE, 1), (CInt(IPPROTO_TCP), TCP_KEEPIDLE, 10),
    (CInt(IPPROTO_TCP), TCP_KEEPINTVL, 5), (CInt(IPPROTO_TCP), TCP_KEEPCNT, 3),
    // Milliseconds in which nobody acknowledges what was sent.
    (CInt(IPPROTO_TCP), TCP_USER_TIMEOUT, 30_000),
  ]

  /// Has a connection ask. The corresponding C function is `setsockopt`.
  package static func watch(_ socket: CInt) {
    for option in options {
      var value = option.value
      _ = unsafe setsockopt(
        socket, option.level, option.name, &value, socklen_t(MemoryLayout<CInt>.size))
    }
  }
}
