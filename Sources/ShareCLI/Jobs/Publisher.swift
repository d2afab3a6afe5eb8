internal import CommandLineFiles
internal import ImageDecoding
internal import Pixels
internal import ShmChannel

/// Publishes one picture after the other into a channel, which it opens (and makes) at the first.
final class Publisher {
  /// What has become of a picture.
  struct Published: Equatable {
    let generation: Generation
    let layout: FrameLayout
  }

  /// How often a picture is published anew while others keep removing the channel.
  private static let attempts = 20

  private let name: ChannelName
  private let history: UInt32?
  private var channel: Channel?
  /// The incarnation that has been told how much to keep.
  private var keeper: ChannelID?
  private var hasHinted = false

  /// - Parameter history: How many frames before the newest the channel keeps; nil for as many as
  ///   it keeps already.
  init(_ name: ChannelName, history: UInt32? = nil) {
    self.name = name
    self.history = history
  }

  /// Makes the picture the channel's latest frame.
  ///
  /// A failure leaves the channel as it was: where there was none, there is none.
  ///
  /// - Parameter shrinks: whether it is halved where two frames of it do not fit.
  func publish(
    _ bitmap: borrowing Bitmap, _ caption: Caption, shrinks: Bool = false
  ) throws(ChannelError) -> Published {
    let channel = try opened()
    return try cleaningUp(channel) { () throws(ChannelError) in
      let count = shrinks ? MemoryFit.halvings(of: bitmap, in: channel) : 0
      // Without the memory to halve it, it fails as it is.
      if count > 0, let half = try? bitmap.halved(times: count) {
        return try publish(half, caption)
      }
      return try bitmap.withBytes { (pixels: RawSpan) throws(ChannelError) in
        try publish(pixels, bitmap.layout, caption, in: channel)
      }
    }
  }

  /// The same of samples as they are; where two frames of them do not fit and pictures may be
  /// halved, in 8 bits.
  func publish(
    _ samples: borrowing SamplePicture, _ caption: Caption, shrinks: Bool
  ) throws(ChannelError) -> Published {
    let channel = try opened()
    return try cleaningUp(channel) { () throws(ChannelError) in
      if shrinks, !MemoryFit.holdsTwo(samples.layout, in: channel),
        let bitmap = try? samples.display(caption.range, caption.transfer)
      {
        var plain = caption
        (plain.range, plain.transfer) = (nil, .srgb)
        return try publish(bitmap, plain, shrinks: true)
      }
      return try samples.withBytes { (pixels: RawSpan) throws(ChannelError) in
        try publish(pixels, samples.layout, caption, in: channel)
      }
    }
  }

  /// Decodes a picture straight into a frame, and makes that the channel's latest.
  ///
  /// - Returns: nil where the picture has to be in memory first: there is no channel, which a file
  ///   that is damaged must not make; memory is short; or somebody is in the way.
  func publish(
    _ strips: inout PictureStrips, _ caption: Caption, shrinks: Bool
  ) throws(DecodingError) -> Published? {
    guard let channel = try? opened(makes: false),
      !shrinks || MemoryFit.halvings(of: strips.layout, in: channel) == 0,
      var loan = try Self.loan(&strips, in: channel),
      let generation = try? loan.publish(caption)
    else { return nil }
    return Published(generation: generation, layout: strips.layout)
  }

  private func cleaningUp(
    _ channel: Channel, _ body: () throws(ChannelError) -> Published
  ) throws(ChannelError) -> Published {
    do throws(ChannelError) { return try body() } catch {
      try? channel.removeIfUnused()
      throw error
    }
  }

  private func publish(
    _ pixels: RawSpan, _ layout: FrameLayout, _ caption: Caption, in channel: Channel
  ) throws(ChannelError) -> Published {
    // Removed between loan and commit: once more, into the one that takes its place.
    for _ in 1..<Self.attempts {
      do throws(ChannelError) {
        return try publishOnce(pixels, layout, caption, in: channel)
      } catch .removedWhilePublishing {}
    }
    return try publishOnce(pixels, layout, caption, in: channel)
  }

  private func publishOnce(
    _ pixels: RawSpan, _ layout: FrameLayout, _ caption: Caption, in channel: Channel
  ) throws(ChannelError) -> Published {
    var loan = try Self.loan(pixels, layout, in: channel)
    return Published(generation: try loan.publish(caption), layout: layout)
  }

  /// A frame that holds the picture, and is not published yet.
  static func loan(
    _ bitmap: borrowing Bitmap, in channel: Channel
  ) throws(ChannelError) -> Loan {
    try bitmap.withBytes { (pixels: RawSpan) throws(ChannelError) in
      try loan(pixels, bitmap.layout, in: channel)
    }
  }

  /// The same of pixels that lie as `layout` says.
  static func loan(
    _ pixels: RawSpan, _ layout: FrameLayout, in channel: Channel
  ) throws(ChannelError) -> Loan {
    try FrameRoom.wait(for: layout, in: channel) { () throws(ChannelError) in
      var loan = try channel.loan(layout)
      try loan.write(pixels)
      return loan
    }
  }

  /// A frame into which a picture has been decoded; nil where the channel has none for it now.
  static func loan(
    _ strips: inout PictureStrips, in channel: Channel
  ) throws(DecodingError) -> Loan? {
    guard var loan = try? channel.loan(strips.layout) else { return nil }
    let isFilled: Bool
    if loan.isMapped {
      // A loan that has no memory after all is gone with it.
      guard let pixels = try? loan.mappedPixels() else { return nil }
      isFilled = try strips.decode(into: pixels)
    } else {
      isFilled = try loan.fill { (pieces) throws(DecodingError) in
        try strips.decode { pieces.write($0, at: $1) }
      }
    }
    guard isFilled else { return nil }
    return loan
  }

  /// Waits until a viewer has shown `generation`, or a later one.
  func awaitViewer(showing generation: Generation, for timeout: Seconds) throws(Failure) {
    do throws(ChannelError) {
      if try opened().waitUntilShown(generation, timeout: timeout.duration) { return }
    } catch {
      throw Failure(error)
    }
    throw Failure(.timedOut, notShown(generation, within: timeout, viewerCount: viewerCount))
  }

  /// How many viewers there are, as far as it can be told.
  var viewerCount: Int { (try? channel?.viewerCount()) ?? 0 }

  /// The words for a picture that no viewer has shown in time.
  func notShown(_ generation: Generation, within timeout: Seconds, viewerCount: Int) -> String {
    let number = generation.rawValue
    return switch viewerCount {
    case 0:
      "\(name): no viewer has shown generation \(number) within \(timeout) s; "
        + "to open one: \(viewerCommand) &"
    case 1:
      "\(name): its viewer has not shown generation \(number) within \(timeout) s; "
        + "which process it is: shmshare list --json"
    default:
      "\(name): none of its \(viewerCount) viewers has shown generation \(number) "
        + "within \(timeout) s; which processes they are: shmshare list --json"
    }
  }

  /// Tells a person at the terminal, once, what to do if nobody sees the picture.
  ///
  /// The picture is there: if no viewer can be had, that is not a failure.
  func hintIfUnseen() {
    guard !hasHinted, StandardStreams.hasTerminal, let viewerCount = try? channel?.viewerCount(),
      viewerCount == 0
    else { return }
    hasHinted = true
    StandardStreams.hint("no viewer on \(name): run \(viewerCommand) &")
  }

  /// The channel, opened or made, which keeps what it is to keep.
  func opened(makes: Bool = true) throws(ChannelError) -> Channel {
    let channel: Channel
    if let open = self.channel {
      channel = open
    } else {
      channel = try makes ? Channel.openOrCreate(name) : Channel.open(name)
    }
    self.channel = channel
    // Also of one that somebody has removed, and that was made anew since.
    if let history, keeper != channel.id {
      if try channel.history() != history { try channel.setHistory(history) }
      keeper = channel.id
    }
    return channel
  }

  private var viewerCommand: String { name == .standard ? "shmview" : "shmview \(name)" }
}
