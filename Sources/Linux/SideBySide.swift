private import Glibc

/// Runs two pieces of work at the same time, the second on a thread of its own, and waits for both;
/// one after the other where there can be no thread.
package func sideBySide(_ first: () -> Void, _ second: () -> Void) {
  guard atOnce(first, second) else {
    first()
    return second()
  }
}

/// Runs two pieces of work at the same time, which may wait for each other; neither, and
/// false, where there can be no thread. The corresponding C functions are
/// `pthread_create` and `pthread_join`.
package func atOnce(_ first: () -> Void, _ second: () -> Void) -> Bool {
  // The check that it has not escaped has this file's name, and the length of its whole path, which
  // would differ between builds in other folders (Swift 6.3 maps the name alone).
  #sourceLocation(file:"sideBySide",line:1)
  return withoutActuallyEscaping(second) { second in
    let work = unsafe Unmanaged.passRetained(SideWork(second))
    defer { unsafe work.release() }
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<SideWork>.fromOpaque(argument).takeUnretainedValue().body()
        }
        return nil
      }, work.toOpaque())
    guard code == 0 else { return false }
    first()
    pthread_join(thread, nil)
    return true
  }
  #sourceLocation()
}

/// Carries the work to the thread.
private final class SideWork {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}
