private import ImageEncoding
private import Linux
private import QtSharing
internal import ShmChannel

/// Shares what a channel has under a key, for other programs to attach.
final class QtSharer {
  private let place: QtPlace
  private let isQuiet: Bool
  private let loop: BridgeLoop
  private let lock: QtLockWait
  private let reader: ChannelReader
  private var desk: QtDesk
  private var shared: (Generation, ChannelID)?
  /// What is not in the segment yet.
  private var pending: QtPicture?

  init(_ place: QtPlace, from channel: ChannelName, isQuiet: Bool) throws(Failure) {
    self.place = place
    self.isQuiet = isQuiet
    loop = try BridgeLoop()
    lock = QtLockWait(place, loop)
    desk = QtDesk(place)
    do throws(ChannelError) { reader = try ChannelReader(name: channel) } catch {
      throw Failure(error)
    }
  }

  /// Shares until a signal asks it to end.
  func run() throws(Failure) {
    while !loop.isStopped {
      do { try lookAtChannel() } catch { loop.complain(place.failure(for: error)) }
      do { try deliver() } catch { loop.complain(place.failure(for: error)) }
      try loop.wait(
        for: reader.doorbell, as: .channel,
        tickAfter: pending == nil ? nil : SegmentWatch.interval)
    }
    if desk.isLaid || place.lock.isMade { lock.end { try desk.leave() } }
    try loop.finish()
  }

  /// Encodes the channel's picture, if that is a new one.
  private func lookAtChannel() throws {
    guard case .frame(let generation, let id) = try reader.refresh(),
      shared ?? (.empty, id) != (generation, id), let frame = try reader.acquireLatest()
    else { return }
    pending = try QtPicture(frame)
    shared = (frame.info.generation, frame.info.channelID)
  }

  private func deliver() throws {
    guard let picture = pending, try lock.withLock({ try desk.put(picture) }) != nil else { return }
    pending = nil
    loop.settle()
    guard !isQuiet else { return }
    try StandardStreams.say("\(place.key.text): \(picture)\n")
  }
}
