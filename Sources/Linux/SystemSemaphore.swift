internal import CLinux
private import Glibc
private import SystemPackage

/// A System V semaphore, a set of one, which stays until it is removed: sysvipc(7).
package struct SystemSemaphore: Hashable, Sendable {
  /// The kernel's number.
  package let id: CInt

  /// The semaphore of a key; nil if there is none. The corresponding C function is `semget`.
  package init?(of key: SystemVKey) throws(SystemError) {
    let found = try ifPresent { () throws(SystemError) in
      try check("semget") { semget(key.number, 0, 0) }
    }
    guard let found else { return nil }
    id = found
  }

  /// Makes it, with a value of 0 and for its user alone; `EEXIST` if the key has one.
  package init(making key: SystemVKey) throws(SystemError) {
    id = try check("semget") { semget(key.number, 1, IPC_CREAT | IPC_EXCL | 0o600) }
  }

  /// Its value now.
  package func value() throws(SystemError) -> Int { Int(try control(GETVAL)) }

  /// The process that changed it last; 0 where nobody has, or that is in another namespace of
  /// processes.
  package func lastProcess() throws(SystemError) -> CInt { try control(GETPID) }

  /// Sets its value, and forgets what the ends of processes would undo.
  package func setValue(_ value: CInt) throws(SystemError) { try control(SETVAL, value) }

  /// Removes it; processes that wait for it get `EIDRM`.
  package func remove() throws(SystemError) {
    try ifNotRemoved { () throws(SystemError) in try control(IPC_RMID) }
  }

  /// Adds to its value, and waits while that would be negative; what is added is undone when this
  /// process ends, however it does. The corresponding C function is `semtimedop`, with `SEM_UNDO`.
  ///
  /// - Returns: false if the time is up.
  package func change(by amount: CShort, waiting limit: Duration) throws(SystemError) -> Bool {
    var time = limit.timeToWait
    do throws(SystemError) {
      try check("semtimedop") { unsafe clinux_semtimedop(id, amount, CShort(SEM_UNDO), &time) }
      return true
    } catch {
      guard error.errno == .resourceTemporarilyUnavailable else { throw error }
      return false
    }
  }

  @discardableResult
  private func control(_ command: CInt, _ value: CInt = 0) throws(SystemError) -> CInt {
    try check("semctl") { clinux_semctl(id, command, value) }
  }
}
