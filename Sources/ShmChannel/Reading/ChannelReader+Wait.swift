package import Linux

extension ChannelReader {
  /// Waits for a frame of another generation than `generation`, whichever channel has the name.
  ///
  /// A channel made anew may come to the same generation; who follows it through that waits with
  /// `wait(after: Availability)`.
  ///
  /// - Parameters:
  ///   - generation: Nil for the one that the channel has now (which a channel made anew never
  ///     has again); `.empty` for any frame.
  ///   - timeout: Nil to wait for ever.
  /// - Returns: the generation, or nil when the time is up.
  public func wait(
    after generation: Generation?, timeout: Duration? = nil
  ) throws(ChannelError) -> Generation? {
    let first = try refresh()
    let frame = try awaitFrame(from: first, timeout) { current, now in
      if let generation { current != generation } else { now != first }
    }
    return frame?.generation
  }

  /// Waits for another frame than the one there was: of another generation, or of a channel that
  /// was made anew.
  ///
  /// - Parameters:
  ///   - known: What there was, as this or `refresh()` has said it; `.noChannel` for any frame.
  ///   - timeout: Nil to wait for ever.
  /// - Returns: `.frame`, or nil when the time is up.
  public func wait(
    after known: Availability, timeout: Duration? = nil
  ) throws(ChannelError) -> Availability? {
    try awaitFrame(from: refresh(), timeout) { $1 != known }?.availability
  }

  /// Waits until there is a frame that is wanted, from what there is now on.
  private func awaitFrame(
    from first: Availability, _ timeout: Duration?,
    where isWanted: (Generation, Availability) -> Bool
  ) throws(ChannelError) -> (generation: Generation, availability: Availability)? {
    let deadline = Deadline(after: timeout)
    var now = first
    while true {
      if case .frame(let generation, _) = now, isWanted(generation, now) {
        return (generation, now)
      }
      guard try awaitReadable(doorbell, until: deadline) else { return nil }
      now = try refresh()
    }
  }
}

/// Waits until a descriptor can be read; false when the time is up.
package func awaitReadable(
  _ descriptor: CInt, until deadline: Deadline
) throws(ChannelError) -> Bool {
  try kernel(Readiness.readable.wait(on: descriptor, until: deadline)) != []
}
