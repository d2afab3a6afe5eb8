extension ChannelRoot {
  /// What `list` found.
  public struct Listing: Sendable {
    /// Every channel that could be read, in order of the names.
    public internal(set) var channels: [ChannelSummary] = []
    /// The others, with the reason.
    public internal(set) var failures: [(name: ChannelName, error: ChannelError)] = []
  }
}
