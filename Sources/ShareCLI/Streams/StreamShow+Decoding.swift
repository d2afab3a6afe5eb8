private import FrameStreams
internal import ImageDecoding
private import Linux
internal import Pixels
internal import ShmChannel

/// Pictures that come as files, one behind the other.
extension StreamShow {
  /// Why a picture is not shown.
  private enum Trouble: Error {
    /// Its own fault: those behind it may be good.
    case damaged(DecodingError)
    case failure(Failure)
  }

  /// More of the messages about single pictures are not written: the summary counts them.
  private static let mostComplaints = 5

  /// Has a picture decoded; `show` publishes it when its turn comes.
  func startDecoding(_ buffer: StreamBuffer) throws(Failure) {
    try enterRoom()
    do throws(SystemError) {
      if decoders == nil {
        let costs = run.settings.costs
        decoders = try StreamDecoders(
          costs.limits,
          keepsDepth: costs.keepsSamples(for: run.settings.range, run.settings.transfer),
          profile: costs.profile)
      }
      try decoders?.give(DecodedPicture(buffer))
    } catch {
      throw Failure(.trouble, "\(error)")
    }
  }

  /// Publishes a picture; one that moves is played once through.
  func show(_ picture: DecodedPicture) throws(Failure) {
    do throws(Trouble) {
      let contents = try Self.decode { () throws(DecodingError) in try picture.take() }
      switch consume contents {
      case .still(let still):
        run.tally.hasDecoded = true
        note(still.remark)
        try publish(
          still, capturedAt: captureTime(of: picture.buffer),
          details: PictureDetails(camera: picture.camera, profile: still.profile).text)
      case .animation(var animation):
        note(animation.remark)
        try play(&animation)
      }
    } catch {
      switch error {
      case .failure(let failure): throw failure
      case .damaged(let reason):
        noteDamage(reason)
        isFruitless = picture.buffer.isRepeated && run.tally.isFruitless
      }
    }
  }

  /// Anew for each picture, and for each frame of one that moves.
  private func enterRoom() throws(Failure) {
    try run.room.enter(for: name, remaining: 0, after: nil)
    if let trouble = run.room.rootTrouble { throw Failure(trouble, subject: name) }
  }

  private static func decode<Picture: ~Copyable>(
    _ body: () throws(DecodingError) -> Picture
  ) throws(Trouble) -> Picture {
    do throws(DecodingError) { return try body() } catch { throw .damaged(error) }
  }

  /// Says once what has become of samples or colors: most pictures of a stream are alike.
  private func note(_ remark: String?) {
    guard let remark, run.settings.report != .nothing, run.remarks.insert(remark).inserted else {
      return
    }
    run.complain("\(name): \(remark)")
  }

  private func noteDamage(_ reason: DecodingError) {
    run.tally.damaged += 1
    let number = run.tally.frames + run.tally.dropped + run.tally.damaged
    if run.tally.damaged <= Self.mostComplaints {
      run.complain("\(name): picture \(number): \(reason.advised)")
    }
    if run.tally.damaged == Self.mostComplaints {
      run.complain("\(name): further pictures that cannot be decoded are only counted")
    }
  }

  private func publish(
    _ picture: borrowing StillPicture, capturedAt: Duration?, details: String
  ) throws(Trouble) {
    try publish(
      picture.layout, range: picture.range, transfer: picture.transfer, capturedAt: capturedAt,
      details: details
    ) { (body) in picture.withBytes(body) }
  }

  private func publish(_ bitmap: borrowing Bitmap, details: String) throws(Trouble) {
    try publish(
      bitmap.layout, range: nil, transfer: .srgb, capturedAt: nil, details: details
    ) { (body) in bitmap.withBytes(body) }
  }

  private func publish(
    _ layout: FrameLayout, range: SampleRange?, transfer: Transfer, capturedAt: Duration?,
    details: String, _ withBytes: ((RawSpan) -> Void) -> Void
  ) throws(Trouble) {
    do throws(Failure) {
      try run.publish(
        layout, range: range, transfer: transfer, capturedAt: capturedAt, details: details
      ) { pixels in
        pixels.withUnsafeMutableBytes { target in
          withBytes { source in source.withUnsafeBytes { target.copyMemory(from: $0) } }
        }
      }
    } catch {
      throw .failure(error)
    }
  }

  /// Plays an animation once through, in its own time unless another pace was asked for, and gives
  /// way to a newer picture where those come first.
  private func play(_ animation: inout Animation) throws(Trouble) {
    let isUnlimited = run.settings.pace == .unlimited
    var pace = run.settings.pace?.framePace
    var due = Clock.monotonic()
    let details = PictureDetails(profile: animation.profile).text
    while !run.isDone {
      // Nil behind the last one, which has its time as well.
      let delay = try Self.decode { () throws(DecodingError) in try animation.next() }
      if delay != nil { run.tally.hasDecoded = true }
      try wait(until: isUnlimited ? .zero : pace?.dueTime(now: Clock.monotonic()) ?? due)
      guard let delay, !run.isDone, !isOvertaken else { return }
      try publish(animation.canvas, details: details)
      due = max(due + delay, Clock.monotonic() - .seconds(1))
      do throws(Failure) { try enterRoom() } catch { throw .failure(error) }
    }
  }

  /// Whether a newer picture wants an animation's place.
  private var isOvertaken: Bool {
    mailbox.prefersNewest && (mailbox.hasPicture || !(decoders?.isEmpty ?? true))
  }

  /// Waits for a frame's time, or for a newer picture that wants the animation's place.
  private func wait(until moment: Duration) throws(Trouble) {
    var wait = StreamRun.Wait()
    wait.due = moment
    do throws(Failure) {
      try run.look()
      while !run.isDone, !isOvertaken, Clock.monotonic() < moment {
        let isNewsAwaited = mailbox.prefersNewest && mailbox.ending == nil
        wait.pictures = isNewsAwaited ? mailbox.descriptor : nil
        try run.await(wait)
      }
    } catch {
      throw .failure(error)
    }
  }
}

extension StreamDecoders {
  /// The next picture in order, if it has been decoded.
  func takeDecoded() throws(Failure) -> DecodedPicture? {
    do throws(SystemError) { return try take() } catch { throw Failure(.trouble, "\(error)") }
  }
}
