internal import FrameStreams
internal import Linux

/// Turns what a mailbox holds into published frames.
final class StreamShow {
  let run: StreamRun
  let mailbox: StreamMailbox
  /// How messages call the source.
  let name: String
  private let defaultPace: StreamSettings.Pace
  /// Whether pictures come while they are taken: a file says nothing of when its own were.
  private let isLive: Bool
  private var pace: FramePace?
  /// What the pace was made for.
  private var pacedRate: StreamRate?
  private var conversion: FrameConversion?
  private var convertedHeader: Y4MHeader?
  private var hasToldInterlacing = false
  /// When the picture that waits is due; nil if that has not been asked, or there is no pace.
  private var due: Duration?
  /// Whether a file has been read to its end, and again, and none of its pictures can be decoded.
  var isFruitless = false
  /// From the first picture on that has to be decoded.
  var decoders: StreamDecoders?

  /// - Parameters:
  ///   - name: how messages call the source.
  ///   - isFile: whether the source keeps its frames, so that they can wait for their time.
  init(_ run: StreamRun, _ mailbox: StreamMailbox, name: String, isFile: Bool) {
    self.run = run
    self.mailbox = mailbox
    self.name = name
    defaultPace = isFile ? .asGiven : .unlimited
    isLive = !isFile
    if case .raw(let layout) = run.settings.format {
      conversion = FrameConversion(
        layout, matrix: run.settings.matrix, isFullRange: run.settings.isFullRange)
    }
    pace = chosenPace.framePace
  }

  /// When a picture was taken, as far as that is known: when it came.
  func captureTime(of buffer: StreamBuffer) -> Duration? { isLive ? buffer.arrival : nil }

  var chosenPace: StreamSettings.Pace { run.settings.pace ?? defaultPace }

  /// Shows until the stream ends, and tells how it has.
  ///
  /// - Returns: nil when it was ended from outside, or enough frames were published.
  func showAll() throws(Failure) -> StreamEnding? {
    while !run.isDone, !isFruitless {
      if let picture = try decoders?.takeDecoded() {
        try show(picture)
        mailbox.giveBack(picture.buffer)
      } else if try takesPicture() {
        try takePicture()
      } else if let ending = mailbox.ending, isIdle {
        return ending
      } else {
        try run.await(nextWait)
      }
    }
    run.tally.dropped = mailbox.dropped
    return nil
  }

  /// Whether nothing is being decoded.
  private var isIdle: Bool { decoders?.isEmpty ?? true }

  /// Whether the picture that waits is due, and there is a thread to decode it.
  private func takesPicture() throws(Failure) -> Bool {
    guard decoders?.hasRoom ?? true, mailbox.hasPicture else { return false }
    if due == nil { due = pace?.dueTime(now: Clock.monotonic()) }
    try run.look()
    return !run.isDone && due ?? .zero <= Clock.monotonic()
  }

  private var nextWait: StreamRun.Wait {
    var wait = StreamRun.Wait()
    if let decoders, !decoders.isEmpty { wait.decoded = decoders.descriptor }
    guard decoders?.hasRoom ?? true, mailbox.ending == nil else { return wait }
    if mailbox.hasPicture, let due { wait.due = due } else { wait.pictures = mailbox.descriptor }
    return wait
  }

  private func takePicture() throws(Failure) {
    due = nil
    let buffer: StreamBuffer?
    do throws(SystemError) { buffer = try mailbox.take() } catch {
      throw Failure(.trouble, "\(error)")
    }
    run.tally.dropped = mailbox.dropped
    guard let buffer else { return }
    if let header = buffer.header, header != convertedHeader { use(header) }
    guard let conversion else { return try startDecoding(buffer) }
    try showConverted(buffer, conversion)
    mailbox.giveBack(buffer)
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
    try run.publish(layout, capturedAt: captureTime(of: buffer)) { pixels in
      pixels.withUnsafeMutableBytes { memory in
        buffer.withPicture { frame in
          conversion.convert(frame, into: memory, layout: layout)
        }
      }
    }
  }
}
