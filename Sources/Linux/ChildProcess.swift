private import CLinux
private import Glibc

/// A process that this one has started. It goes on when this object goes, and leaves nothing behind
/// when it ends after that.
package final class ChildProcess {
  /// What the kernel calls it.
  package let id: CInt
  /// Whether its end has been told of; its number may be another process's then.
  package private(set) var hasEnded = false

  init(id: CInt) { self.id = id }

  deinit { if !hasEnded { Orphans.take(id) } }

  /// A descriptor that is readable once the process has ended. The corresponding C function is
  /// `pidfd_open` (Linux 5.3).
  package func openDescriptor() throws(SystemError) -> Descriptor {
    Descriptor(owning: try check("pidfd_open") { clinux_pidfd_open(id) })
  }

  /// How it has ended, if it has; tells it once, and does not wait.
  package func takeEnding() -> ProcessEnding? { reap(WNOHANG) }

  /// Sends a signal, unless its end has been told of.
  package func signal(_ number: CInt) { if !hasEnded { _ = kill(id, number) } }

  /// Waits until it ends, for as long as `deadline` says, if not for ever.
  ///
  /// - Returns: nil when the deadline has passed, or its end was told of before.
  package func wait(until deadline: Deadline) -> ProcessEnding? {
    if deadline == .never { return reap(0) }
    if let ending = takeEnding() { return ending }
    guard !hasEnded, let descriptor = try? openDescriptor() else { return nil }
    _ = try? Readiness.readable.wait(on: descriptor.number, until: deadline)
    return takeEnding()
  }

  private func reap(_ options: CInt) -> ProcessEnding? {
    if hasEnded { return nil }
    var status: CInt = 0
    let result = try? check("waitpid") { unsafe waitpid(id, &status, options) }
    guard result != 0 else { return nil }
    hasEnded = true
    // Where there is nothing to wait for, somebody has had SIGCHLD ignored: nobody knows more.
    return ProcessEnding(waitStatus: result == nil ? 0 : status)
  }
}
