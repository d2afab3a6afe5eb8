import SystemPackage

/// A frame that only this process may touch, until it is published or dropped.
///
/// Dropping it abandons it: no reader ever sees it, and the next loan takes its memory.
public struct Loan: ~Copyable {
  /// How its pixels lie in memory.
  public let layout: FrameLayout

  private let channel: Channel
  private let directory: ChannelDirectory
  private let frame: PublisherFrame
  private var isWritten = false
  /// What threads fill, until the loan is published.
  private var sharedMapping: FrameMapping?

  /// Columns, 1 to 65,535.
  public var width: Int { layout.width }
  /// Rows, 1 to 65,535.
  public var height: Int { layout.height }
  /// Bytes from one row to the next.
  public var rowStride: Int { layout.rowStride }
  /// How a pixel is stored.
  public var format: PixelFormat { layout.format }
  /// Bytes of pixels, in all planes.
  public var byteCount: Int { layout.byteCount }

  init(
    _ frame: PublisherFrame, of channel: Channel, in directory: ChannelDirectory,
    layout: FrameLayout
  ) {
    self.frame = frame
    self.channel = channel
    self.directory = directory
    self.layout = layout
    frame.isLent = true
  }

  deinit {
    guard frame.isLent else { return }
    frame.isLent = false
    frame.unlock()  // its generation is zero since the loan began
  }

  /// Writes all pixels by `pwrite`: best for one frame.
  ///
  /// - Precondition: `pixels` has `byteCount` bytes.
  /// - Throws: `ChannelError.noSpace` when the file system is full; the loan is lost then.
  public mutating func write(_ pixels: RawSpan) throws(ChannelError) {
    precondition(frame.isLent, "the loan has ended")
    precondition(pixels.byteCount == byteCount, "\(pixels.byteCount) bytes of \(byteCount)")
    try makingRoom { () throws(ChannelError) in
      try frame.beginPixels()
      try frame.writePixels(pixels)
    }
    isWritten = true
  }

  /// Has all pixels written by `pwrite` in pieces, from one thread or several: best for what is
  /// made piece by piece.
  ///
  /// - Parameter body: returns whether it has written every byte; what it is given must not escape.
  /// - Returns: whether it has; the loan is lost where memory was short.
  package mutating func fill<Failure: Error>(
    _ body: (LoanPieces) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    guard let pieces = pieces() else { return false }
    let isWhole = try body(pieces) && pieces.isWhole
    if let shortage = pieces.shortage { _ = discarding(shortage) }
    isWritten = isWhole
    return isWhole
  }

  /// Whether its memory is mapped already: then it is best to have it filled where it is.
  package var isMapped: Bool { frame.isMapped(byteCount: byteCount) }

  private func pieces() -> LoanPieces? {
    precondition(frame.isLent, "the loan has ended")
    do throws(ChannelError) {
      try makingRoom { () throws(ChannelError) in try frame.beginPixels() }
    } catch {
      return nil
    }
    return LoanPieces(of: frame, in: directory, of: channel, byteCount: byteCount)
  }

  /// Runs `body` on the frame's memory: best for a stream, since the mapping is kept between
  /// loans. What it holds at first is undefined.
  ///
  /// - Throws: `ChannelError.noSpace` before `body` runs; the loan is lost then.
  ///   `ChannelError.damaged` when another process cut the file meanwhile.
  public mutating func withMappedPixels<R>(
    _ body: (inout MutableRawSpan) -> R
  ) throws(ChannelError) -> R {
    let mapping = try mapped()
    let result = mapping.withMutablePixels(byteCount: byteCount, body)
    guard !mapping.wasTruncated else {
      throw .damagedFrame(path: frame.path, "it was cut while it was written")
    }
    isWritten = true
    return result
  }

  /// The frame's memory, for several threads that each fill other rows. What it holds at first is
  /// undefined; all of it must be filled before `publish`.
  ///
  /// - Throws: `ChannelError.noSpace`; the loan is lost then. `publish` throws
  ///   `ChannelError.damagedFrame` when another process cut the file meanwhile.
  public mutating func mappedPixels() throws(ChannelError) -> LoanPixels {
    let mapping = try mapped()
    sharedMapping = mapping
    isWritten = true
    return LoanPixels(mapping, height: height * format.planeCount, rowStride: rowStride)
  }

  private func mapped() throws(ChannelError) -> FrameMapping {
    precondition(frame.isLent, "the loan has ended")
    return try makingRoom { () throws(ChannelError) in
      try frame.allocate(byteCount: byteCount)
      return try frame.pixelMapping(byteCount: byteCount)
    }
  }

  /// Runs what takes memory. Where that is short, older frames give theirs, one after the other;
  /// without any the loan is lost.
  private func makingRoom<Result>(
    _ body: () throws(ChannelError) -> Result
  ) throws(ChannelError) -> Result {
    while true {
      do throws(ChannelError) { return try body() } catch {
        if error.isShortage, (try? channel.giveUpOldest(in: directory)) == true { continue }
        throw discarding(error)
      }
    }
  }

  /// Makes the frame the channel's latest, and wakes everyone who waits; the loan ends.
  ///
  /// - Parameters:
  ///   - title: what to call it; made fit by `Title.sanitized`.
  ///   - transition: how long viewers should take to cross-fade to it; up to
  ///     `FrameInfo.maximumTransition`.
  /// - Returns: its generation: the latest's plus one.
  /// - Throws: `ChannelError.removedWhilePublishing`; `.lockHeld`, after which it may be tried
  ///   again. The channel is as it was.
  /// - Precondition: the pixels were written, and the loan was neither published nor lost before.
  public mutating func publish(
    title: String, transition: Duration = .zero
  ) throws(ChannelError) -> Generation {
    try publish(Caption(title: title, transition: transition))
  }

  /// The same with all that can be said of a picture.
  public mutating func publish(_ caption: Caption) throws(ChannelError) -> Generation {
    let committed = try commit(caption, ifLatestIs: nil)
    guard let committed else { preconditionFailure("a commit without a condition was refused") }
    return committed
  }

  /// The same if the channel's latest still is `expected`: what goes on by itself, such as an
  /// animation, does not take the place of what somebody else has put there.
  ///
  /// - Returns: nil when something else is the latest; the loan goes on.
  public mutating func publish(
    title: String, transition: Duration = .zero, ifLatestIs expected: Generation
  ) throws(ChannelError) -> Generation? {
    try publish(Caption(title: title, transition: transition), ifLatestIs: expected)
  }

  /// The same with all that can be said of a picture.
  public mutating func publish(
    _ caption: Caption, ifLatestIs expected: Generation
  ) throws(ChannelError) -> Generation? {
    try commit(caption, ifLatestIs: expected)
  }

  private func commit(
    _ caption: Caption, ifLatestIs expected: Generation?
  ) throws(ChannelError) -> Generation? {
    precondition(isWritten, "no pixels were written into the loan")
    precondition(
      (.zero...FrameInfo.maximumTransition).contains(caption.transition),
      "a transition of \(caption.transition)")
    guard sharedMapping?.wasTruncated != true else {
      throw .damagedFrame(path: frame.path, "it was cut while it was written")
    }
    return try channel.commit(
      frame, in: directory,
      FrameInfo(
        channelID: directory.id, serial: frame.serial, generation: .empty, layout: layout,
        publishedAt: .zero, caption: caption),
      ifLatestIs: expected)
  }

  /// Gives a frame back that could not get its memory, so that it does not keep what it got.
  private func discarding(_ error: ChannelError) -> ChannelError {
    guard error.isShortage else { return error }
    channel.discard(frame, in: directory)
    return error.explained(
      by: directory.directory, needed: FrameInfo.pixelOffset + byteCount)
  }
}
