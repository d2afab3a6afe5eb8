private import Linux
private import SystemPackage

/// `events` of a channel: what people do in its viewers, for as long as a program listens.
///
/// Each listener has it locked; a log that nobody has locked is unlinked by the next event.
final class EventLog {
  private let file: OpenFile
  /// Where the next record will stand.
  private var position = 0

  private init(_ file: consuming OpenFile) { self.file = file }

  /// For the doorbell, while this object lives.
  var number: CInt { file.number }

  // MARK: Listening

  /// How long viewers may keep the log's lock, which they need for a moment.
  private static let timeout = Duration.seconds(5)

  /// The channel's log, made where there is none, and locked.
  ///
  /// - Throws: `ChannelError.lockHeld` after five seconds.
  static func open(in channel: borrowing Directory) throws(ChannelError) -> EventLog {
    let deadline = Deadline(after: timeout)
    while true {
      if let log = try existing(in: channel) { return log }
      guard !deadline.hasPassed else {
        throw .lockHeld(
          path: channel.path(of: FileName.events), holder: "a viewer", waited: timeout)
      }
      Linux::Clock.sleep(.milliseconds(1))
    }
  }

  /// Nil to try again: a viewer has the log's lock for a moment, or has just unlinked it.
  private static func existing(in channel: borrowing Directory) throws(ChannelError) -> EventLog? {
    do throws(ChannelError) {
      let log = EventLog(try channel.openFile(FileName.events))
      guard try log.file.tryLock(.shared), try log.isLinked() else { return nil }
      return log
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    // Locked before it has its name: no viewer finds it without.
    let log = EventLog(try channel.createUnnamedFile(for: FileName.events))
    guard try log.file.tryLock(.shared) else { return nil }
    do throws(ChannelError) {
      try channel.link(log.file, as: FileName.events)
      return log
    } catch {
      guard error.errno == .fileExists else { throw error }
      return nil
    }
  }

  /// Whether the channel still has this log.
  func isLinked() throws(ChannelError) -> Bool { try status().links == 1 }

  /// What comes from now on counts. To be called once the log is watched.
  func begin() throws(ChannelError) {
    position = Self.wholeRecords(upTo: try status().byteCount)
  }

  /// Takes what has come.
  func take() throws(ChannelError) -> [EventListener.News] {
    var news: [EventListener.News] = []
    while true {
      let records = try nextRecords()
      if records.isEmpty { return news }
      for record in records {
        position += ViewerEvent.byteCount
        if record.allSatisfy({ $0 == 0 }) {
          if news.last != .lost { news.append(.lost) }
          position = try nextData(from: position)
          break
        }
        if let event = ViewerEvent(record) { news.append(.event(event)) }
      }
    }
  }

  /// Some of the whole records that follow.
  private func nextRecords() throws(ChannelError) -> [[UInt8]] {
    let bytes = try file.read(count: Self.chunkByteCount, at: position)
    return (0..<bytes.count / ViewerEvent.byteCount).map { index in
      Array(bytes[index * ViewerEvent.byteCount..<(index + 1) * ViewerEvent.byteCount])
    }
  }

  private static let chunkByteCount = 32_768

  private static func wholeRecords(upTo byteCount: Int) -> Int {
    (byteCount + ViewerEvent.byteCount - 1) / ViewerEvent.byteCount * ViewerEvent.byteCount
  }

  /// Where a log that was punched goes on.
  private func nextData(from offset: Int) throws(ChannelError) -> Int {
    let data = try file.dataOffset(from: offset)
    let end = try status().byteCount
    return Self.wholeRecords(upTo: data ?? end)
  }

  private func status() throws(ChannelError) -> Linux::FileStatus { try file.status() }

  // MARK: Telling

  /// How long the log may become before its beginning is given back, and how much stays.
  private static let (longest, kept) = (1_048_576, 262_144)
  private static let pageByteCount = 4096

  /// Tells the listeners; where there are none, unlinks what one has left.
  static func tell(_ event: ViewerEvent, in channel: borrowing Directory) throws(ChannelError) {
    let log: EventLog
    do throws(ChannelError) {
      log = EventLog(try channel.openFile(FileName.events, writing: true, appending: true))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return
    }
    if try log.file.tryLock(.exclusive) {
      // The lock goes with the descriptor.
      if try log.isLinked() { try channel.unlink(FileName.events) }
      return
    }
    try log.append(event)
  }

  private func append(_ event: ViewerEvent) throws(ChannelError) {
    let rest = try status().byteCount % ViewerEvent.byteCount
    if rest != 0 {
      let zeros = [UInt8](repeating: 0, count: ViewerEvent.byteCount - rest)
      _ = try file.append(zeros)
    }
    let end = try file.append(event.bytes)
    guard end > Self.longest, end % Self.kept <= ViewerEvent.byteCount else { return }
    let start = (end - Self.kept) / Self.pageByteCount * Self.pageByteCount
    punchHole(0..<start, in: number)
  }
}
