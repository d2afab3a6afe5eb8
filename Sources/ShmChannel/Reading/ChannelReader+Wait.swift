package import Linux

extension ChannelReader {
  /// Waits for a frame of another generation than `generation`.
  ///
  /// - Parameters:
  ///   - generation: Nil for the one that the channel has now (which a channel made anew never
  ///     has again); `.empty` for any frame.
  ///   - timeout: Nil to wait for ever.
  /// - Returns: the generation, or nil when the time is up.
  public func wait(
    after generation: Generation?, timeout: Duration? = nil
  ) throws(ChannelError) -> Generation? {
    let deadline = Deadline(after: timeout)
    let first = try refresh()
    var now = first
    while true {
      if case .frame(let current, _) = now {
        if let generation { if current != generation { return current } }
        if generation == nil, now != first { return current }
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
