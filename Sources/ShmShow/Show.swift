internal import Linux
public import ShmChannel
internal import SystemPackage

private import Glibc

/// A channel's slideshow, as the process that runs it has it. One thread at a time.
///
/// It makes the channel where there is none, says in the channel's `show` file what it is doing,
/// and takes the commands that others append there. It publishes nothing.
public final class Show {
  /// The channel's name.
  public let name: ChannelName
  /// Where it lies.
  public let root: ChannelRoot
  /// Whether bytes have come that were no command; they are passed over.
  public private(set) var hasMetGarbage = false

  /// What a show said last that was killed on the channel before this one began; nil for none.
  public let predecessor: ShowStatus?

  private let wantsPrivacy: Bool
  private let bell: Doorbell
  private var watches: [Doorbell.Watch] = []
  private var seat: ShowSeat
  private var log: ShowLog
  private var page: ShowPage
  private var hasEnded = false

  /// Show files beyond this size are made anew: somebody has blown them up.
  private static let maximumByteCount = 1 << 40

  /// Begins the show of a channel; its state is `waiting` until `update` says otherwise.
  ///
  /// - Parameters:
  ///   - isPrivate: the channel goes with the show, also when that is killed (then with the next
  ///     sweep), unless it was there before.
  ///   - replacing: have a show that runs on the channel end, and wait for that up to 5 seconds.
  /// - Throws: `ShowError.isRunning`; `.doesNotAnswer` when it does not end.
  public init(
    on name: ChannelName, root: ChannelRoot = .standard(), isPrivate: Bool = false,
    replacing: Bool = false
  ) throws(ShowError) {
    var page = ShowPage(ShowStatus(state: .waiting), processID: UInt32(getpid()))
    page.isPrivate = isPrivate
    let bell = try onChannel { () throws(ChannelError) in try Doorbell() }
    let seat = try ShowSeat(on: name, in: root, page, replacing: replacing)
    self.name = name
    self.root = root
    self.bell = bell
    wantsPrivacy = isPrivate
    predecessor = seat.predecessor
    page.isPrivate = seat.isPrivate
    self.page = page
    self.seat = seat
    log = ShowLog(seat.file)
    try onChannel(watch)
  }

  deinit { end() }

  /// A descriptor to poll for reading: it rings when `takeRequests()` may have something to do.
  public var doorbell: CInt { bell.number }

  /// Whether inotify could not be had, so that the file is looked at 60 times a second.
  public var isPolling: Bool { bell.isPolling }

  /// The incarnation of the channel; another after the channel was removed and made anew, which
  /// has no frame yet.
  public var channelID: ChannelID { seat.channel.id }

  /// The commands that have come, in order. Makes the channel and its show file anew when they
  /// are gone. Quick when there is nothing.
  ///
  /// - Throws: `ShowError`, after which the doorbell rings again within a second;
  ///   `.isRunning` when the channel was removed and another show was quicker.
  public func takeRequests() throws(ShowError) -> [ShowRequest] {
    let mayBeGone = bell.takeNews().contains(.names)
    do throws(ShowError) {
      if try onChannel({ () throws(ChannelError) in try isLost(mayBeGone) }) { try begin() }
      return try onChannel(read)
    } catch {
      bell.retryLater()
      throw error
    }
  }

  private func read() throws(ChannelError) -> [ShowRequest] {
    let file = seat.file
    let page = self.page
    let news = try log.take { () throws(ChannelError) in try file.write(page) }
    news.refused.forEach { self.page.refuse($0) }
    if !news.refused.isEmpty { hasMetGarbage = true }
    if news.isPartial { bell.retryNow() }
    return news.requests
  }

  /// Tells the sender of a command that it cannot be carried out; with the next `update`.
  public func refuse(_ request: ShowRequest) { page.refuse(request.range) }

  /// Says what the show does now, and that every command taken so far was carried out, or refused.
  ///
  /// Viewers are woken for what they show of it, which may come after its picture: another state,
  /// note, position, count or directory. Without news it does nothing.
  public func update(_ status: ShowStatus) throws(ChannelError) {
    precondition(!hasEnded, "the show has ended")
    var new = page
    new.status = status
    new.status.processID = page.status.processID
    new.status.isRunning = true
    new.consumed = log.offset
    guard new != written else { return }
    let isSeen = written.map { !new.status.looksLike($0.status) } ?? true
    page = new
    try seat.file.write(new)
    written = new
    if isSeen { try seat.channel.control.ring() }
  }

  /// What stands in the file; nil when that is not known.
  private var written: ShowPage?

  /// Ends the show: its file goes, and a private channel with it. What cannot be removed now is
  /// left to the next sweep.
  public func end() {
    guard !hasEnded else { return }
    hasEnded = true
    seat.leave(in: root)
  }

  /// Whether the name is no longer this channel, or the file no longer the channel's, or of no
  /// use any more.
  private func isLost(_ mayBeGone: Bool) throws(ChannelError) -> Bool {
    let status = try seat.file.status()
    // What was skipped may have ended beyond the maximum: the file can have grown after a look at
    // it.
    guard status.links > 0, status.byteCount >= log.offset,
      status.byteCount <= Self.maximumByteCount
    else { return true }
    guard mayBeGone else { return false }
    return try !seat.channel.isCurrent(in: root)
  }

  /// Makes the show file anew, and the channel where that is gone.
  private func begin() throws(ShowError) {
    try onChannel(seat.giveUp)
    page.isPrivate = wantsPrivacy
    page.consumed = ShowPage.byteCount
    page.forgetRefusals()
    let seat = try ShowSeat(on: name, in: root, page, replacing: false)
    page.isPrivate = seat.isPrivate
    self.seat = seat
    log = ShowLog(seat.file)
    written = nil
    try onChannel(watch)
  }

  /// Rings when a command comes, when the file goes, and when the channel's name goes.
  private func watch() throws(ChannelError) {
    watches.forEach(bell.remove)
    let directory = try root.open(creating: true)
    watches = [
      bell.watch(directory: directory.number, for: name.string),
      bell.watch(file: seat.file.file.number),
    ].compactMap { $0 }
    // Whatever came before the watches rings no more: look once.
    bell.retryNow()
  }
}
