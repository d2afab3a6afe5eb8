internal import ImageDecoding
internal import ShmChannel

extension Slide {
  /// Holds the first frame until it is to be shown, then plays as often as the file says, and is
  /// there until it is told to end.
  mutating func play(_ animation: consuming Animation, in channel: Channel) throws(SlideEnd) {
    var animation = animation
    details.profile = animation.profile
    if let remark = animation.remark { try say(.remark(remark)) }
    let delay = try Self.nextFrame(of: &animation) ?? .zero
    var first = try held(animation.canvas, in: channel)
    try say(
      .animation(width: first.width, height: first.height, passDuration: animation.passDuration))
    let (generation, transition) = try show(&first)
    try say(.shown(generation))
    // The first frame's own time begins when the transition to it is over.
    var playing = Playing(latest: generation, due: .now + transition + delay)
    while try playFrame(of: &animation, &playing, in: channel) {}
    try say(.played)
    try wait(until: nil)
  }

  /// Where the playing stands.
  private struct Playing {
    /// The frame that is ours; while it is the channel's latest, we go on.
    var latest: Generation
    /// When the next frame is to be seen.
    var due: SuspendingClock.Instant
    var passCount = 0
    /// Frames of this pass that were drawn.
    var frameCount = 1
    /// Whether the end of a pass is still to be told.
    var hasEndedPass = false
    var hasSkipped = false

    /// Nobody would see a frame whose time is over. Yet of two frames one is shown, and the last of
    /// a pass always, so that what cannot be decoded in time plays on nonetheless.
    mutating func skips(until end: SuspendingClock.Instant, isLast: Bool) -> Bool {
      hasSkipped = !hasSkipped && !isLast && !hasEndedPass && end < .now
      return hasSkipped
    }
  }

  /// Draws the next frame, and shows it when its time has come.
  ///
  /// - Returns: false when the last one has had its time, or another publisher's picture is shown.
  private mutating func playFrame(
    of animation: inout Animation, _ playing: inout Playing, in channel: Channel
  ) throws(SlideEnd) -> Bool {
    try limitProcessorTime()
    guard let delay = try Self.nextFrame(of: &animation) else {
      playing.passCount += 1
      playing.frameCount = 0
      playing.hasEndedPass = true
      guard playing.passCount == animation.loopCount else { return true }
      try wait(until: playing.due)
      return false
    }
    playing.frameCount += 1
    // Who is late by more than this goes on from now, rather than hurrying for ever.
    if playing.due + .seconds(1) < .now { playing.due = .now }
    let end = playing.due + delay
    defer { playing.due = end }
    let isLast = playing.frameCount == animation.frameCount
    if playing.skips(until: end, isLast: isLast) { return true }
    return try showFrame(animation, &playing, in: channel)
  }

  /// False when another publisher's picture is shown.
  private mutating func showFrame(
    _ animation: borrowing Animation, _ playing: inout Playing, in channel: Channel
  ) throws(SlideEnd) -> Bool {
    let ready = try Self.unlessBusy { () throws(ChannelError) in
      try loan(animation.canvas, in: channel)
    }
    guard var loan = ready else { return true }
    try wait(until: playing.due)
    if playing.hasEndedPass {
      try say(.played)
      playing.hasEndedPass = false
    }
    let (latest, caption) = (playing.latest, caption())
    let published = try Self.unlessBusy { () throws(ChannelError) in
      try loan.publish(caption, ifLatestIs: latest)
    }
    guard let published else { return true }
    guard let generation = published else { return false }
    playing.latest = generation
    return true
  }

  /// Nil when another publisher keeps the channel locked: the next frame will do.
  private static func unlessBusy<R: ~Copyable>(
    _ body: () throws(ChannelError) -> R
  ) throws(SlideEnd) -> R? {
    do throws(ChannelError) {
      return try body()
    } catch {
      guard case .lockHeld = error else { throw SlideEnd(error) }
      return nil
    }
  }

  /// - Parameter moment: nil for as long as the slideshow wants.
  private mutating func wait(until moment: SuspendingClock.Instant?) throws(SlideEnd) {
    while true {
      switch conversation.next(before: moment) {
      case .order(.show): break  // it is shown
      case .order(.decode), .end: throw .abandoned
      case .timeout: return
      }
    }
  }

  private static func nextFrame(of animation: inout Animation) throws(SlideEnd) -> Duration? {
    do throws(DecodingError) {
      return try animation.next()
    } catch {
      throw .failed(error.advised, .undecodable)
    }
  }
}
