private import FrameStreams
internal import ImageDecoding
private import Linux
internal import Pixels

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

  /// Decodes a picture and publishes it; one that moves is played once through.
  func showDecoded(_ buffer: StreamBuffer) throws(Failure) {
    try enterRoom()
    do throws(Trouble) {
      try buffer.withPicture { (bytes) throws(Trouble) in try show(bytes) }
    } catch {
      switch error {
      case .failure(let failure): throw failure
      case .damaged(let reason): noteDamage(reason)
      }
    }
  }

  private func show(_ bytes: UnsafeRawBufferPointer) throws(Trouble) {
    let limits = run.settings.costs.limits
    let contents = try Self.decode { () throws(DecodingError) in
      try ImageDecoder.contents(of: bytes, limits: limits)
    }
    switch consume contents {
    case .still(let bitmap): try publish(bitmap)
    case .animation(var animation): try play(&animation)
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

  private func publish(_ bitmap: borrowing Bitmap) throws(Trouble) {
    do throws(Failure) {
      try bitmap.withBytes { (source: RawSpan) throws(Failure) in
        try run.publish(bitmap.layout) { pixels in pixels.copy(from: source) }
      }
    } catch {
      throw .failure(error)
    }
  }

  /// Plays an animation once through, in its own time unless another pace was asked for, and gives
  /// way to a newer picture where those come first.
  private func play(_ animation: inout Animation) throws(Trouble) {
    var due = Clock.monotonic()
    var pace = run.settings.pace?.framePace
    while !run.isDone {
      let next = try Self.decode { () throws(DecodingError) in try animation.next() }
      guard let delay = next else { return try wait(until: due) }
      if run.settings.pace != .unlimited {
        try wait(until: pace?.dueTime(now: Clock.monotonic()) ?? due)
      }
      if run.isDone || mailbox.hasNewer { return }
      try publish(animation.canvas)
      due = max(due + delay, Clock.monotonic() - .seconds(1))
      do throws(Failure) { try enterRoom() } catch { throw .failure(error) }
    }
  }

  private func wait(until moment: Duration) throws(Trouble) {
    do throws(Failure) { try run.wait(until: moment) } catch { throw .failure(error) }
  }
}

extension MutableRawSpan {
  /// Takes over all bytes of `source`, of which there are as many.
  fileprivate mutating func copy(from source: RawSpan) {
    withUnsafeMutableBytes { target in
      source.withUnsafeBytes { source in target.copyMemory(from: source) }
    }
  }
}
