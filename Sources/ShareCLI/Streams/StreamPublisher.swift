internal import ShmChannel

/// Publishes the frames of a stream, and goes on when its channel is removed.
final class StreamPublisher {
  private let publisher: Publisher
  private let name: ChannelName
  private var hasComplained = false

  init(_ name: ChannelName) {
    self.name = name
    publisher = Publisher(name)
  }

  /// Makes a frame the channel's latest.
  ///
  /// - Parameter fill: writes all pixels, as `layout` says.
  /// - Returns: false for a frame that was lost, for the channel was removed while it was written,
  ///   or another publisher keeps its lock; the next one may fare better.
  func publish(
    _ layout: FrameLayout, title: String, _ fill: (inout MutableRawSpan) -> Void
  ) throws(Failure) -> Bool {
    do throws(ChannelError) {
      let channel = try publisher.opened()
      var loan = try channel.loan(layout)
      try loan.withMappedPixels(fill)
      _ = try loan.publish(title: title)
      return true
    } catch {
      switch error {
      case .removedWhilePublishing: return false
      case .lockHeld:
        if !hasComplained { StandardStreams.complain("\(error)") }
        hasComplained = true
        return false
      default: throw Failure(error)
      }
    }
  }

  /// How many viewers there are, as far as it can be told.
  var viewerCount: Int { publisher.viewerCount }
}
