import Dispatch
import Synchronization

/// Runs jobs, some beside each other, and gives their results in their own order; after the first
/// error none is begun.
func sideBySide<Result: Sendable>(
  _ jobs: [@Sendable () throws -> Result], width: Int = 3
) throws -> [Result] {
  let state = Mutex(Work<Result>())
  let group = DispatchGroup()
  for _ in 0..<min(width, jobs.count) {
    DispatchQueue(label: "side by side").async(group: group) {
      while let index = state.withLock({ $0.take(of: jobs.count) }) {
        do {
          let result = try jobs[index]()
          state.withLock { $0.results[index] = result }
        } catch {
          state.withLock { $0.error = $0.error ?? error }
        }
      }
    }
  }
  group.wait()
  return try state.withLock { work in
    if let error = work.error { throw error }
    return jobs.indices.compactMap { work.results[$0] }
  }
}

private struct Work<Result> {
  var results: [Int: Result] = [:]
  var error: (any Error)?
  private var next = 0

  /// The next job; nil when there is none, or one has failed.
  mutating func take(of count: Int) -> Int? {
    guard error == nil, next < count else { return nil }
    defer { next += 1 }
    return next
  }
}
