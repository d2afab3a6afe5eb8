private import Linux
internal import ShmChannel

/// Waits for the room of a frame, where memory is short.
///
/// A viewer that draws holds two frames for a moment: the one that was shown, and the next. Where
/// no more than two fit into shared memory, another one fits only after that.
enum FrameRoom {
  /// A second's worth where nothing else runs. Counted, and not measured: where this process had no
  /// turn for a while, the viewers may not have had theirs.
  private static let tries = 500
  /// Between two tries, each of which takes the publishers' lock.
  private static let pause = Duration.milliseconds(2)

  /// What `body` gives, which makes a frame; tried again as long as viewers may be in the way.
  static func wait<Result: ~Copyable>(
    for layout: FrameLayout, in channel: Channel,
    _ body: () throws(ChannelError) -> Result
  ) throws(ChannelError) -> Result {
    for _ in 1..<tries {
      do throws(ChannelError) { return try body() } catch {
        guard case .noSpace = error, mayComeFree(layout, in: channel) else { throw error }
      }
      Clock.sleep(pause)
    }
    return try body()
  }

  private static func mayComeFree(_ layout: FrameLayout, in channel: Channel) -> Bool {
    let viewerCount = (try? channel.viewerCount()) ?? 0
    return viewerCount > 0 && MemoryFit.halvings(of: layout, in: channel) == 0
  }
}
