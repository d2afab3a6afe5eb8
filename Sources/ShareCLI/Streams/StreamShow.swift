internal import FrameStreams
internal import Linux

/// Turns what a mailbox holds into published frames.
final class StreamShow {
  let run: StreamRun
  let mailbox: StreamMailbox
  /// How messages call the source.
  let name: String
  private let defaultPace: StreamSettings.Pace
  private var pace: FramePace?
  /// What the pace was made for.
  private var pacedRate: Y4MHeader.Rate?
  private var conversion: FrameConversion?
  private var convertedHeader: Y4MHeader?
  private var hasToldInterlacing = false

  /// - Parameters:
  ///   - name: how messages call the source.
  ///   - isFile: whether the source keeps its frames, so that they can wait for their time.
  init(_ run: StreamRun, _ mailbox: StreamMailbox, name: String, isFile: Bool) {
    self.run = run
    self.mailbox = mailbox
    self.name = name
    defaultPace = isFile ? .asGiven : .unlimited
    if case .raw(let layout) = run.settings.format {
      conversion = FrameConversion(
        layout, matrix: run.settings.matrix, isFullRange: run.settings.isFullRange)
    }
    pace = chosenPace.framePace
  }

  var chosenPace: StreamSettings.Pace { run.settings.pace ?? defaultPace }

  /// Shows until the stream ends, and tells how it has.
  ///
  /// - Returns: nil when it was ended from outside, or enough frames were published.
  func showAll() throws(Failure) -> StreamEnding? {
    while !run.isDone {
      if let ending = mailbox.ending { return ending }
      try run.awaitNews(on: mailbox.descriptor)
      if let pace = nextDueTime() { try run.wait(until: pace) }
      if run.isDone { break }
      let buffer: StreamBuffer?
      do throws(SystemError) { buffer = try mailbox.take() } catch {
        throw Failure(.trouble, "\(error)")
      }
      run.tally.dropped = mailbox.dropped
      guard let buffer else { continue }
      try show(buffer)
      mailbox.giveBack(buffer)
    }
    run.tally.dropped = mailbox.dropped
    return nil
  }

  /// When the picture that waits is due; nil for at once.
  private func nextDueTime() -> Duration? {
    if mailbox.ending != nil { return nil }
    return pace?.dueTime(now: Clock.monotonic())
  }

  private func show(_ buffer: StreamBuffer) throws(Failure) {
    if let header = buffer.header, header != convertedHeader { use(header) }
    if let conversion { return try showConverted(buffer, conversion) }
    try showDecoded(buffer)
  }

  /// A YUV4MPEG2 stream begins, or goes on in another way.
  private func use(_ header: Y4MHeader) {
    convertedHeader = header
    conversion = FrameConversion(
      header, matrix: run.settings.matrix, isFullRange: run.settings.isFullRange)
    if header.isInterlaced, !hasToldInterlacing {
      hasToldInterlacing = true
      run.complain(
        "\(name): is interlaced; both fields are shown in one frame; to part them: "
          + "ffmpeg -i - -vf yadif -f yuv4mpegpipe -")
    }
    guard chosenPace == .asGiven, header.rate != pacedRate else { return }
    pacedRate = header.rate
    pace = header.rate.map { FramePace(interval: $0.interval) }
    _ = pace?.dueTime(now: Clock.monotonic())  // this frame's, which is shown at once
  }

  private func showConverted(
    _ buffer: StreamBuffer, _ conversion: FrameConversion
  ) throws(Failure) {
    let layout = conversion.layout
    try run.publish(layout) { pixels in
      pixels.withUnsafeMutableBytes { memory in
        buffer.withPicture { frame in
          conversion.convert(frame, into: memory, layout: layout)
        }
      }
    }
  }
}
