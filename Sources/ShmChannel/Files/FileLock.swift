import SystemPackage

private import CLinux
private import Glibc

// flock(2): a lock belongs to the open file description, and the kernel drops it with the last
// descriptor of it, also when its holder is killed.

/// Takes a shared lock at once, or says that it cannot.
package func tryLockShared(_ descriptor: CInt, path: @autoclosure () -> String) throws(ChannelError)
  -> Bool
{ try tryLock(descriptor, LOCK_SH, path: path()) }

/// Takes an exclusive lock at once, or says that it cannot.
package func tryLockExclusive(_ descriptor: CInt, path: @autoclosure () -> String)
  throws(ChannelError)
  -> Bool
{ try tryLock(descriptor, LOCK_EX, path: path()) }

/// Gives a lock back; essential even before closing, since a duplicate in another process (the X
/// server's mapping) would keep it.
package func unlock(_ descriptor: CInt) {
  _ = clinux_flock(descriptor, LOCK_UN)  // fails for a closed descriptor only
}

private func tryLock(
  _ descriptor: CInt, _ operation: CInt, path: @autoclosure () -> String
) throws(ChannelError) -> Bool {
  do {
    try check("flock", path()) { clinux_flock(descriptor, operation | LOCK_NB) }
    return true
  } catch {
    guard error.errno == .wouldBlock || error.errno == .resourceTemporarilyUnavailable else {
      throw error
    }
    return false
  }
}
