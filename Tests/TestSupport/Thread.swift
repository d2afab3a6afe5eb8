import Glibc

/// A thread that runs `body` once.
package final class Thread: @unchecked Sendable {  // the handle is written once, by `init`
  private var handle = pthread_t()

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts it at once.
  package init(_ body: @escaping @Sendable () -> Void) {
    let argument = Unmanaged.passRetained(Body(body)).toOpaque()
    let result = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument)
    precondition(result == 0, "pthread_create: \(result)")
  }

  /// Waits until `body` has returned; once a thread.
  package func join() { pthread_join(handle, nil) }
}
