private import CommandLineFiles
private import ImageDecoding
internal import Pixels
internal import ShmChannel

/// Publishes the frames of a stream, and goes on when its channel is removed.
final class StreamPublisher {
  /// How frames of a layout are published.
  private enum Fit {
    /// As they are.
    case whole
    /// As display pixels, halved so often.
    case display(halvings: Int)
  }

  private let publisher: Publisher
  private let name: ChannelName
  private let costs: DecodingCosts
  private let range: RangeChoice?
  /// Says a line to the user.
  var complain: (String) -> Void = StandardStreams.complain
  private var hasComplained = false
  private var fit: (layout: FrameLayout, fit: Fit)?
  /// What was said of that last.
  private var toldWords: String?
  /// What is the newest now.
  private var published: (channel: Channel, generation: Generation)?
  private var watch: ViewerWatch?

  /// - Parameters:
  ///   - costs: whether frames keep their depth, and are made smaller where two of them do not fit
  ///     into shared memory.
  ///   - range: which samples are black and white; nil for what is said of each frame.
  ///   - history: how many frames before the newest the channel keeps; nil for as many as before.
  init(
    _ name: ChannelName, _ costs: DecodingCosts, range: RangeChoice? = nil, history: UInt32? = nil
  ) {
    self.name = name
    self.costs = costs
    self.range = range
    publisher = Publisher(name, history: history)
  }

  /// Makes a frame the channel's latest.
  ///
  /// - Parameter fill: writes all pixels, as `layout` says.
  /// - Returns: how it lies in the channel; nil for a frame that was lost, for the channel was
  ///   removed while it was written, or another publisher keeps its lock: the next one may fare
  ///   better.
  func publish(
    _ layout: FrameLayout, _ caption: Caption, _ fill: (inout MutableRawSpan) -> Void
  ) throws(Failure) -> FrameLayout? {
    do throws(ChannelError) {
      let channel = try publisher.opened()
      // Without the memory to make it smaller, it fails as it is.
      if case .display(let halvings) = fit(of: layout, in: channel),
        let picture = try? picture(layout, caption, fill, halvings: halvings)
      {
        tell(layout, picture.layout)
        var loan = try Publisher.loan(picture, in: channel)
        var plain = caption
        (plain.range, plain.transfer) = (nil, .srgb)
        published = (channel, try loan.publish(plain))
        return picture.layout
      }
      try publishWhole(layout, caption, fill, in: channel)
      return layout
    } catch {
      switch error {
      case .removedWhilePublishing: return nil
      case .lockHeld:
        if !hasComplained { complain(error.advised) }
        hasComplained = true
        return nil
      default: throw Failure(error)
      }
    }
  }

  private func publishWhole(
    _ layout: FrameLayout, _ caption: Caption, _ fill: (inout MutableRawSpan) -> Void,
    in channel: Channel
  ) throws(ChannelError) {
    var caption = caption
    var loan = try FrameRoom.wait(for: layout, in: channel) { () throws(ChannelError) in
      var loan = try channel.loan(layout)
      let found = try loan.withMappedPixels { pixels in
        fill(&pixels)
        return range?.range(of: pixels.bytes, layout: layout)
      }
      if let found { caption.range = found }
      return loan
    }
    published = (channel, try loan.publish(caption))
  }

  private func fit(of layout: FrameLayout, in channel: Channel) -> Fit {
    if let fit, fit.layout == layout { return fit.fit }
    let fit = newFit(of: layout, in: channel)
    self.fit = (layout, fit)
    return fit
  }

  private func newFit(of layout: FrameLayout, in channel: Channel) -> Fit {
    let isNarrowed = costs.depth == .eight && layout.format.sample != .uint8
    guard isNarrowed || costs.shrinks && !MemoryFit.holdsTwo(layout, in: channel) else {
      return .whole
    }
    let halvings = costs.shrinks ? MemoryFit.halvings(of: layout, in: channel) : 0
    return isNarrowed || halvings > 0 || !layout.format.isDisplay
      ? .display(halvings: halvings) : .whole
  }

  /// A frame as display pixels, made smaller.
  private func picture(
    _ layout: FrameLayout, _ caption: Caption, _ fill: (inout MutableRawSpan) -> Void,
    halvings: Int
  ) throws -> Bitmap {
    var samples = try SamplePicture(layout)
    samples.withMutableBytes(fill)
    let chosen = samples.withBytes { range?.range(of: $0, layout: layout) }
    let picture = try samples.display(chosen ?? caption.range, caption.transfer)
    return halvings > 0 ? try picture.halved(times: halvings) : picture
  }

  /// Frames of many sizes may follow; it is said again when it is something else.
  private func tell(_ layout: FrameLayout, _ published: FrameLayout) {
    if costs.depth == .eight, (layout.width, layout.height) == (published.width, published.height) {
      return
    }
    guard let words = MemoryFit.words(from: layout, to: published), words != toldWords else {
      return
    }
    toldWords = words
    complain("channel \(name): \(words)")
  }

  /// The newest generation, the newest one that a viewer has shown (nil without a viewer), and what
  /// is readable once that may be another; nil where nothing can be known of it.
  var sight: (published: UInt64, shown: UInt64?, news: CInt)? {
    guard let (channel, generation) = published else { return nil }
    if watch?.channelID != channel.id { watch = try? channel.watchViewers() }
    guard let watch, let viewers = try? watch.viewers() else { return nil }
    return (generation.rawValue, viewers.map(\.generation.rawValue).max(), watch.number)
  }

  /// How many viewers there are, as far as it can be told.
  var viewerCount: Int { publisher.viewerCount }
}
