private import CommandLineFiles
internal import Linux
internal import ShmChannel
internal import ShmShow
internal import Slideshow
internal import SystemPackage

/// Runs a slideshow: brings what happens to its schedule, and does what that decides. One thread,
/// one poll(2); nothing wakes it while nothing happens.
final class ShowRunner {
  let plan: ShowPlan
  let show: Show
  /// What looks at the files, since their file systems may not answer.
  var lookout: Lookout
  var lookouts: [Lookout.ProcessNumber: LookoutProcess] = [:]
  /// Those that could not be started.
  var lost: [Lookout.ProcessNumber] = []
  /// Those that are to end, until they have.
  var dismissed: [LookoutProcess] = []
  /// What they have found, for the next iteration.
  var given: [(ShowSchedule.ChildNumber, LookoutMessage.Finding?)] = []
  /// Pictures whose files are looked at before a process decodes them, with what is shown of them.
  var asked: [ShowSchedule.ChildNumber: (path: FilePath, known: ContentsDigest?)] = [:]
  private let signals: SignalDescriptor
  var poller = Poller<Source>()
  var schedule: ShowSchedule
  /// The processes that the schedule knows.
  var slides: [ShowSchedule.ChildNumber: SlideHandle] = [:]
  /// Processes that are to end, until they have.
  var leaving: [ShowSchedule.ChildNumber: SlideHandle] = [:]
  /// Confined already, and waiting for the next picture.
  var spare: SlideHandle?
  /// When the next one is started.
  var spareTime = SpareTime()
  /// Processes that waited for a channel that is gone, until they have ended.
  var outdated: [SlideHandle] = []
  /// What has come of effects, for the next iteration.
  var inputs: [ShowSchedule.Input] = []
  var isOver = false
  /// The list that names more, while it does.
  var list: OpenList?
  /// Whether the screen is on.
  var screen: ScreenSwitch
  /// What of it the schedule has been told.
  var screenState = ScreenSwitch.State(isOn: true, nextChange: nil)
  /// Rings when the hours change, and when the clock is set.
  let hoursTimer: WallTimer
  /// Rings when this machine has another time zone; nil for a show without hours.
  let zone: TimeZoneWatch?
  /// What was complained of already.
  private var told = ToldOnce(keeping: 1000)
  private var channelID: ChannelID
  /// How many pictures had been shown at the last report, and when the last of them came.
  private var changes: (count: Int, last: Duration?) = (0, nil)

  /// What ends a wait.
  enum Source: Hashable {
    case commands, deadline, signals, list, hours, zone
    /// Viewers have had their time for the last picture.
    case spare
    /// A process that looks at files has been silent for too long, or is to be started.
    case silence
    /// What a process that looks at files has said.
    case files(Lookout.ProcessNumber)
    /// What a process has said.
    case answers(ShowSchedule.ChildNumber)
    case ending(ShowSchedule.ChildNumber)
  }

  init(_ plan: ShowPlan, _ show: Show, _ list: OpenList? = nil) throws(Failure) {
    self.plan = plan
    self.show = show
    self.list = list
    channelID = show.channelID
    schedule = ShowSchedule(plan.schedule)
    screen = ScreenSwitch(plan.hours) { LocalTime.offset(at: $0) }
    lookout = Lookout(plan.watching, pairs: plan.pairs) { MountTable.mountPoint(of: $0) }
    do {
      signals = try SignalDescriptor()
      hoursTimer = try WallTimer()
    } catch {
      throw Failure(.trouble, "the slideshow cannot be set up: \(error)")
    }
    zone = plan.hours == nil ? nil : TimeZoneWatch()
    poller.add(show.doorbell, as: .commands)
    poller.add(signals.number, as: .signals)
    if plan.hours != nil { poller.add(hoursTimer.number, as: .hours) }
    if let number = zone?.number { poller.add(number, as: .zone) }
    takeOver(from: show.predecessor)
  }

  /// Shows until it is ended; then everything that it made is gone.
  func run() throws(Failure) {
    defer { end() }
    var ready: [Source] = [.commands]
    while true {
      if ready.contains(.signals) { return }
      try act(on: ready)
      if isOver { return }
      poller.setDeadline(of: .deadline, at: schedule.deadline)
      poller.setDeadline(of: .silence, at: lookout.deadline)
      listenToList()
      ready = try wait()
    }
  }

  private func act(on ready: [Source]) throws(Failure) {
    if ready.contains(.list) { try takeNames() }
    if ready.contains(.hours) || ready.contains(.zone) && zone?.takeNews() == true { lookAtHours() }
    listenToLookouts(ready)
    listen(to: ready)
    decide()
    if ready.contains(.commands) { try takeRequests() }
    report()
    prepareSpare()
  }

  /// Has the schedule decide on all that has come.
  func decide() {
    let news = inputs
    inputs = []
    for effect in schedule.take(news, at: Clock.monotonic()) { perform(effect) }
  }

  /// What is ready, once something is.
  private func wait() throws(Failure) -> [Source] {
    do throws(SystemError) { return try poller.wait(isBlocking: isIdle) } catch {
      throw Failure(.trouble, "the slideshow cannot wait: \(error)")
    }
  }

  /// Hears a slide from now on.
  func listen(to slide: SlideHandle, as number: ShowSchedule.ChildNumber) {
    poller.add(slide.descriptors.ending, as: .ending(number))
    poller.add(slide.descriptors.answers, as: .answers(number))
  }

  /// Hears no more of what a slide says, but of its end.
  func ignoreAnswers(of number: ShowSchedule.ChildNumber) { poller.remove(.answers(number)) }

  /// Forgets a slide whose process has ended.
  func forget(_ number: ShowSchedule.ChildNumber) {
    ignoreAnswers(of: number)
    poller.remove(.ending(number))
  }

  private var isIdle: Bool { inputs.isEmpty && lost.isEmpty && given.isEmpty }

  private func takeRequests() throws(Failure) {
    let requests: [ShowRequest]
    do throws(ShowError) {
      requests = try show.takeRequests()
    } catch {
      if case .isRunning = error { throw Failure(error) }
      return complainOnce(error.advised)
    }
    if show.hasMetGarbage {
      complainOnce("channel \(show.name): something that is not a command was passed over")
    }
    if channelID != show.channelID {
      retireSpare()
      inputs.append(.channelIsNew)
    }
    channelID = show.channelID
    for request in requests { obey(request) }
    decide()
  }

  private func obey(_ request: ShowRequest) {
    switch request.command {
    case .next: inputs.append(.step(.next))
    case .previous: inputs.append(.step(.previous))
    case .first: inputs.append(.step(.first))
    case .last: inputs.append(.step(.last))
    case .pause: inputs.append(.pause)
    case .resume: inputs.append(.resume)
    case .togglePause: inputs.append(.togglePause)
    case .stop: isOver = true
    case .screenOff: switchScreen(false)
    case .screenOn: switchScreen(true)
    case .jump(let name):
      guard let path = schedule.picture(named: name) else { return show.refuse(request) }
      inputs.append(.step(.jump(path)))
    }
  }

  /// Tells viewers, `list` and the senders of commands.
  private func report() {
    let status = schedule.status
    if status.tally.shown != changes.count {
      changes = (status.tally.shown, .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())))
    }
    do throws(ChannelError) {
      try show.update(
        ShowStatus(
          status, screenState, of: plan.places, silent: lookout.silent, lastChange: changes.last))
      told.remove(Self.updateTrouble)
    } catch {
      guard told.insert(Self.updateTrouble) else { return }
      StandardStreams.complain(error.advised)
    }
  }

  private static let updateTrouble = "update"

  func complainOnce(_ message: String) {
    if told.insert(message) { StandardStreams.complain(message) }
  }

  private func end() {
    retireSpare()
    let handles = Array(slides.values) + Array(leaving.values) + outdated
    for slide in handles { slide.kill() }
    lookouts = [:]
    dismissed = []
    // What they held is free once they have ended; one that hangs in the kernel is left to it.
    let end = Deadline(after: .milliseconds(500))
    for slide in handles { slide.awaitEnding(until: end) }
    (slides, leaving, outdated) = ([:], [:], [])
    show.end()
  }
}
