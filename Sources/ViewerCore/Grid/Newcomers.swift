package import ShmChannel

/// How a window that shows all channels takes in those that come.
package struct Newcomers: Sendable {
  /// What one is shown like.
  package let options: @Sendable (ChannelName) -> ViewerModel.Options
  /// Whether frames may go through shared memory.
  package let sharesMemory: Bool
  /// How many there is room for.
  package let most: Int

  package init(
    sharesMemory: Bool, most: Int = GridShape.mostChannels,
    options: @escaping @Sendable (ChannelName) -> ViewerModel.Options
  ) {
    self.options = options
    self.sharesMemory = sharesMemory
    self.most = most
  }
}
