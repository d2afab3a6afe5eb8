import SystemPackage

private import Glibc

/// A thread beside the main one, which nobody waits for: it ends with its work, or the process.
package enum BackgroundThread {
  /// Carries the work to the thread.
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts one, with the signals blocked that this thread blocks. The corresponding C function is
  /// `pthread_create`.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      unsafe work.release()
      throw SystemError("pthread_create", errno: Errno(rawValue: code))
    }
    _ = pthread_detach(thread)  // fails only for what is not a thread
  }
}
