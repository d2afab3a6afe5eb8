import Glibc

/// How long a test waits for what must come; long, so that a loaded machine does not fail it.
package let patience = Duration.seconds(60)

/// Asks until `condition` gives a value, and gives it on.
///
/// - Throws: `TestFailure` that names `what`, when `limit` is over.
package func eventually<T>(
  _ what: @autoclosure () -> String, within limit: Duration = patience,
  _ condition: () throws -> T?
) throws -> T {
  let deadline = ContinuousClock.now + limit
  var pause: useconds_t = 500
  while true {
    if let value = try condition() { return value }
    if ContinuousClock.now > deadline {
      throw TestFailure("waited \(limit) in vain: \(what())")
    }
    usleep(pause)
    pause = min(pause * 2, 10_000)
  }
}

/// Asks until `condition` holds.
///
/// - Throws: `TestFailure` that names `what`, when `limit` is over.
package func eventually(
  _ what: @autoclosure () -> String, within limit: Duration = patience,
  _ condition: () throws -> Bool
) throws {
  try eventually(what(), within: limit) { try condition() ? () : nil }
}
