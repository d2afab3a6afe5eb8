private import Glibc

/// Runs two pieces of work at the same time, the second on a thread of its own, and waits for both;
/// one after the other where there can be no thread. The corresponding C functions are
/// `pthread_create` and `pthread_join`.
package func sideBySide(_ first: () -> Void, _ second: () -> Void) {
  // The check that it has not escaped has this file's name, and the length of its whole path, which
  // would differ between builds in other folders (Swift 6.3 maps the name alone).
  #sourceLocation(file:"sideBySide",line:1)
  withoutActuallyEscaping(second) { second in
    let work = unsafe Unmanaged.passRetained(SideWork(second))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<SideWork>.fromOpaque(argument).takeUnretainedValue().body()
        }
        return nil
      }, work.toOpaque())
    first()
    if code == 0 { pthread_join(thread, nil) } else { second() }
    unsafe work.release()
  }
  #sourceLocation()
}

/// Carries the work to the thread.
private final class SideWork {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}
