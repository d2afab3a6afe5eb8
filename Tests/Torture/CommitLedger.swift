import ShmChannel

/// How many frames of a channel, and of those that had its name before, were ever committed.
final class CommitLedger {
  private var last: (id: ChannelID, generation: UInt64)?
  private(set) var count: UInt64 = 0

  /// Takes in what the channel holds; to be told before each removal, and after each first frame.
  func note(_ state: ChannelState?) {
    guard let state else { return last = nil }
    let known = last.map { $0.id == state.id ? $0.generation : 0 } ?? 0
    count += state.generation - known
    last = (state.id, state.generation)
  }
}
