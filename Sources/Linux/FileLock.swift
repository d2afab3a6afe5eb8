private import CLinux
private import Glibc
private import SystemPackage

/// A lock on a whole file: flock(2). It belongs to the open file description, and the kernel drops
/// it with the last descriptor of it, also when its holder is killed.
package enum FileLock {
  case shared, exclusive

  fileprivate var operation: CInt { self == .shared ? LOCK_SH : LOCK_EX }
}

/// Locks a file at once, or says that somebody else's lock forbids it. The corresponding C function
/// is `flock`.
package func tryLock(
  _ descriptor: CInt, _ lock: FileLock, path: @autoclosure () -> String = ""
) throws(SystemError) -> Bool {
  do {
    try check("flock", path()) { clinux_flock(descriptor, lock.operation | LOCK_NB) }
    return true
  } catch {
    guard error.errno == .wouldBlock || error.errno == .resourceTemporarilyUnavailable else {
      throw error
    }
    return false
  }
}

/// Gives a lock back; essential even before closing, since a duplicate in another process would
/// keep it.
package func unlock(_ descriptor: CInt) {
  _ = clinux_flock(descriptor, LOCK_UN)  // fails for a closed descriptor only
}
