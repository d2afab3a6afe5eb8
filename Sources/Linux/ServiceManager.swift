private import Glibc

/// The service manager that started this program, if it wants to know how it is: sd_notify(3).
package struct ServiceManager: Sendable {
  private let socket: [UInt8]
  /// How often it wants to hear that the program lives, at least; nil where it does not.
  package let watchdog: Duration?

  /// - Parameters:
  ///   - socket: the value of `NOTIFY_SOCKET`.
  ///   - microseconds: that of `WATCHDOG_USEC`.
  ///   - processID: that of `WATCHDOG_PID`, the process that is meant.
  /// - Returns: nil where nobody is to be told.
  package init?(socket: String?, microseconds: String?, processID: String?) {
    guard let socket, let first = socket.first, first == "/" || first == "@" else { return nil }
    self.socket = first == "@" ? [0] + socket.utf8.dropFirst() : Array(socket.utf8)
    let isMeant = processID.map { Int32($0) == getpid() } ?? true
    let time = microseconds.flatMap(Int64.init).flatMap { $0 > 0 ? $0 : nil }
    watchdog = isMeant ? time.map { .microseconds($0) } : nil
  }

  /// The one of the environment, which no child of ours is to see.
  package static func take() -> ServiceManager? {
    let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
    let values = names.map { unsafe getenv($0).map { unsafe String(cString: $0) } }
    for name in names { unsafe unsetenv(name) }
    return ServiceManager(socket: values[0], microseconds: values[1], processID: values[2])
  }

  /// The program has come to where it can be used.
  package func isReady() { send("READY=1") }

  /// The program does what it is for.
  package func isAlive() { send("WATCHDOG=1") }

  /// A manager that does not listen is not waited for.
  private func send(_ state: String) { _ = UnixSocket.send(Array(state.utf8), to: socket) }
}
