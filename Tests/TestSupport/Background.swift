import Synchronization

/// Something that is done on a thread of its own.
///
/// Tasks and dispatch queues share a few threads, and tests that wait may have taken all of them:
/// what one of those waits for, no task may be needed for.
package final class Background<Value: Sendable>: Sendable {
  private let result: Written<Result<Value, any Error>>
  private let thread: Thread

  /// Starts it at once.
  package init(_ body: @escaping @Sendable () throws -> Value) {
    let result = Written<Result<Value, any Error>>()
    self.result = result
    thread = Thread { result.value.withLock { $0 = Result { try body() } } }
  }

  /// Waits for its end, and gives what it gave; once.
  package func value() throws -> Value {
    thread.join()
    guard let result = result.value.withLock({ $0 }) else {
      throw TestFailure("the thread has written nothing")
    }
    return try result.get()
  }
}

/// What another thread writes.
private final class Written<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}

/// Does `body` so many times at once, each on a thread of its own with its number from 0 on, and
/// returns when all have ended.
package func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let threads = (0..<count).map { index in Thread { body(index) } }
  for thread in threads { thread.join() }
}
