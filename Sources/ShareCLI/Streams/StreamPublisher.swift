private import CommandLineFiles
internal import Pixels
internal import ShmChannel

/// Publishes the frames of a stream, and goes on when its channel is removed.
final class StreamPublisher {
  private let publisher: Publisher
  private let name: ChannelName
  private let shrinks: Bool
  /// Says a line to the user.
  var complain: (String) -> Void = StandardStreams.complain
  private var hasComplained = false
  /// How often frames of this layout are halved.
  private var fit: (layout: FrameLayout, halvings: Int)?
  /// What was said of that last.
  private var toldHalvings = 0

  /// - Parameter shrinks: whether frames are halved where two of them do not fit into shared
  ///   memory.
  init(_ name: ChannelName, shrinks: Bool) {
    self.name = name
    self.shrinks = shrinks
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
      let halvings = halvings(of: layout, in: channel)
      // Without the memory to halve it, it fails as it is.
      if halvings > 0, let half = try? Self.picture(layout, fill).halved(times: halvings) {
        tell(halvings, layout, half.layout)
        var loan = try Publisher.loan(half, in: channel)
        _ = try loan.publish(title: title)
      } else {
        var loan = try FrameRoom.wait(for: layout, in: channel) { () throws(ChannelError) in
          var loan = try channel.loan(layout)
          try loan.withMappedPixels(fill)
          return loan
        }
        _ = try loan.publish(title: title)
      }
      return true
    } catch {
      switch error {
      case .removedWhilePublishing: return false
      case .lockHeld:
        if !hasComplained { complain(error.advised) }
        hasComplained = true
        return false
      default: throw Failure(error)
      }
    }
  }

  private func halvings(of layout: FrameLayout, in channel: Channel) -> Int {
    if let fit, fit.layout == layout { return fit.halvings }
    let isDisplayed =
      layout
      == .display(
        width: layout.width, height: layout.height, hasAlpha: layout.format.hasAlpha)
    let halvings = shrinks && isDisplayed ? MemoryFit.halvings(of: layout, in: channel) : 0
    fit = (layout, halvings)
    return halvings
  }

  private static func picture(
    _ layout: FrameLayout, _ fill: (inout MutableRawSpan) -> Void
  ) throws(PixelsError) -> Bitmap {
    var bitmap = try Bitmap(
      width: layout.width, height: layout.height, isOpaque: !layout.format.hasAlpha)
    bitmap.withUnsafeMutableBytes { memory in
      var pixels = MutableRawSpan(_unsafeBytes: memory)
      fill(&pixels)
    }
    return bitmap
  }

  /// Frames of many sizes may follow; it is said again when the scale is another one.
  private func tell(_ halvings: Int, _ layout: FrameLayout, _ half: FrameLayout) {
    if halvings == toldHalvings { return }
    toldHalvings = halvings
    let words = MemoryFit.words(
      from: (layout.width, layout.height), to: (half.width, half.height))
    complain("channel \(name): \(words)")
  }

  /// How many viewers there are, as far as it can be told.
  var viewerCount: Int { publisher.viewerCount }
}
