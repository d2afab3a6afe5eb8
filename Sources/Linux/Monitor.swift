private import Glibc

/// A state that threads of this process share, and whose changes they can wait for. The
/// corresponding C functions are `pthread_mutex_lock`, `pthread_cond_wait` and
/// `pthread_cond_broadcast`.
@safe package final class Monitor<State> {
  private var state: State
  private var waiterCount = 0
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  package init(_ state: State) {
    self.state = state
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Changes the state, or looks at it.
  package func with<Value>(_ body: (inout State) -> Value) -> Value {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    defer { if waiterCount > 0 { unsafe pthread_cond_broadcast(changed) } }
    return body(&state)
  }

  /// Waits until `isReached` says so of the state.
  package func wait(until isReached: (State) -> Bool) {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    waiterCount += 1
    while !isReached(state) { unsafe pthread_cond_wait(changed, mutex) }
    waiterCount -= 1
  }
}
