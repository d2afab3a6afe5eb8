import Linux
import SystemPackage

/// A channel to publish into. One thread at a time.
public final class Channel {
  /// The channel's name.
  public let name: ChannelName
  /// Where it lies.
  public let root: ChannelRoot

  private(set) var current: ChannelDirectory
  /// Whether a channel that was removed is made anew.
  private let isRenewed: Bool
  /// Frame files that are kept open; only those that the last scan still found.
  private(set) var frames: [Serial: PublisherFrame] = [:]
  /// What the last scan found.
  private var survey: FrameSurvey?
  /// What viewers wish to be kept.
  private var wishes = HistoryWishes()
  /// Whether the last scan was content with what the one before had found.
  private(set) var isSurveyOld = false

  /// The incarnation that was open last; it may have been removed since.
  public var id: ChannelID { current.id }

  /// Opens the channel, and makes it (and the root) where there is none.
  public static func openOrCreate(
    _ name: ChannelName, root: ChannelRoot = .standard()
  ) throws(ChannelError) -> Channel {
    Channel(name, root: root, try ChannelDirectory.openOrCreate(name, in: root), isRenewed: true)
  }

  /// Opens the channel that is there. It makes none, now or later: once that one is removed,
  /// whatever is tried fails with `ChannelError.removedWhilePublishing`.
  ///
  /// - Throws: `ChannelError.noSuchChannel`.
  public static func open(
    _ name: ChannelName, root: ChannelRoot = .standard()
  ) throws(ChannelError) -> Channel {
    guard let directory = try root.openIfPresent(),
      let present = try ChannelDirectory.openIfPresent(name, in: directory, writing: true)
    else { throw .noSuchChannel(name) }
    return Channel(name, root: root, present, isRenewed: false)
  }

  private init(
    _ name: ChannelName, root: ChannelRoot, _ directory: ChannelDirectory, isRenewed: Bool
  ) {
    self.name = name
    self.root = root
    current = directory
    self.isRenewed = isRenewed
  }

  /// The directory of the incarnation that was open last, for a sandbox that lets nothing else be
  /// written; it is this channel's to close.
  package var directoryDescriptor: CInt { current.directory.number }

  /// Runs `body` under the publishers' lock of the channel that has the name now.
  ///
  /// A channel that was removed meanwhile is made anew, unless it was opened by `open`.
  func withLock<R>(
    _ body: (ChannelDirectory) throws(ChannelError) -> R
  ) throws(ChannelError) -> R {
    while true {
      let result = try underLock(of: current) { () throws(ChannelError) in try body(current) }
      if let result { return result }
      frames = [:]
      survey = nil
      wishes = HistoryWishes()
      guard isRenewed else { throw .removedWhilePublishing(name) }
      current = try ChannelDirectory.openOrCreate(name, in: root)
    }
  }

  /// Runs `body` under the publishers' lock of that directory.
  ///
  /// - Returns: nil where the directory is not the channel's any longer, or is deleted meanwhile:
  ///   whoever deletes it with its files asks for no lock.
  func underLock<R>(
    of directory: ChannelDirectory, _ body: () throws(ChannelError) -> R
  ) throws(ChannelError) -> R? {
    guard let lock = try directory.lock(in: root) else { return nil }
    do throws(ChannelError) {
      let result = try body()
      lock.release()
      return result
    } catch {
      let isDeleted =
        error.errno == .noSuchFileOrDirectory && (try? directory.isCurrent(in: root)) == false
      guard isDeleted else { throw error }
      return nil
    }
  }

  /// Under the lock: all frame files, oldest generation first, those of no use (0) before all.
  ///
  /// The directory is listed only when it has changed since the last scan.
  func scan(_ directory: ChannelDirectory) throws(ChannelError) -> [FrameState] {
    if let survey, directory === current, let now = directory.stamp, survey.holds(at: now) {
      isSurveyOld = true
      return try survey.readAgain().sorted { $0.generation < $1.generation }
    }
    survey = nil
    isSurveyOld = false
    var found: [FrameState] = []
    var open: [Serial: PublisherFrame] = [:]
    for serial in try directory.frameSerials() {
      guard let state = try state(of: serial, in: directory) else { continue }
      open[serial] = state.frame
      found.append(state)
    }
    frames = open
    if directory === current, let stamp = directory.stamp {
      survey = FrameSurvey(found, at: stamp)
    }
    return found.sorted { $0.generation < $1.generation }
  }

  /// Under the lock: how many generations before the latest are kept, by the channel's setting and
  /// by what viewers wish.
  func keptCount(_ setting: UInt32, in directory: ChannelDirectory) -> UInt32 {
    min(max(setting, wishes.largest(in: directory.directory)), Self.maximumHistory)
  }

  /// Lists the directory at the next scan: a frame was not what it was found to be.
  func forgetSurvey() { survey = nil }

  /// Adds a frame that was just made, so that its descriptor outlives the loan.
  func keep(_ frame: PublisherFrame) { frames[frame.serial] = frame }

  private func state(
    of serial: Serial, in directory: ChannelDirectory
  ) throws(ChannelError) -> FrameState? {
    let frame: PublisherFrame
    do throws(ChannelError) {
      if let open = frames[serial] {
        frame = open
      } else {
        frame = try PublisherFrame(serial, in: directory.directory)
      }
    } catch {
      // Not a file of ours (a link, a FIFO, another user's): never lent, never touched.
      if case .refused = error { return nil }
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
    let status = try frame.status()
    return FrameState(
      frame: frame, generation: try frame.generation(), fileByteCount: status.byteCount,
      links: status.links)
  }
}
