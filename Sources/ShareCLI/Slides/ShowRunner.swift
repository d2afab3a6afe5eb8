private import Glibc
internal import ShmChannel
internal import ShmShow
internal import Slideshow
internal import SystemPackage

/// Runs a slideshow: brings what happens to its schedule, and does what that decides. One thread,
/// one poll(2); nothing wakes it while nothing happens.
final class ShowRunner {
  let plan: ShowPlan
  let show: Show
  private let watcher: DirectoryWatcher
  private let alarm: Alarm
  private let signals: EndSignals
  var schedule: ShowSchedule
  /// The processes that the schedule knows.
  var slides: [ShowSchedule.ChildNumber: SlideHandle] = [:]
  /// Processes that are to end, until they have.
  var leaving: [SlideProcess] = []
  /// What has come of effects, for the next turn.
  var inputs: [ShowSchedule.Input] = []
  var isOver = false
  /// What was complained of already.
  var told: Set<String> = []
  private var channelID: ChannelID

  init(_ plan: ShowPlan, _ show: Show) throws(Failure) {
    self.plan = plan
    self.show = show
    channelID = show.channelID
    schedule = ShowSchedule(plan.schedule)
    do {
      watcher = try DirectoryWatcher(plan.watching)
      alarm = try Alarm()
      signals = try EndSignals()
    } catch {
      throw Failure(.trouble, "the slideshow cannot be set up: \(error)")
    }
  }

  /// Shows until it is ended; then everything that it made is gone.
  func run() throws(Failure) {
    defer { end() }
    var ready: Set<CInt> = [show.doorbell]
    while true {
      if ready.contains(alarm.number) { alarm.takeRing() }
      if ready.contains(signals.number) { return }
      try turn(ready)
      if isOver { return }
      alarm.set(schedule.deadline)
      ready = wait()
    }
  }

  private func turn(_ ready: Set<CInt>) throws(Failure) {
    if ready.contains(watcher.number) { inputs.append(.watched(watcher.takeEvents())) }
    listen(to: ready)
    decide()
    if ready.contains(show.doorbell) { try takeRequests() }
    report()
  }

  /// Has the schedule decide on all that has come.
  func decide() {
    let news = inputs
    inputs = []
    for effect in schedule.take(news, at: Alarm.now) { perform(effect) }
  }

  /// What is ready to be read, once something is.
  private func wait() -> Set<CInt> {
    let processes = slides.values.map(\.process) + leaving
    let descriptors =
      [watcher.number, show.doorbell, alarm.number, signals.number]
      + processes.flatMap(\.descriptors)
    var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&requests, nfds_t(requests.count), inputs.isEmpty ? -1 : 0)
    return Set(requests.filter { $0.revents != 0 }.map(\.fd))
  }

  private func takeRequests() throws(Failure) {
    let requests: [ShowRequest]
    do throws(ChannelError) {
      requests = try show.takeRequests()
    } catch {
      if case .showIsRunning = error { throw Failure(error) }
      return complainOnce("\(error)")
    }
    if show.hasMetGarbage {
      complainOnce("channel \(show.name): something that is no command was passed over")
    }
    if channelID != show.channelID { inputs.append(.channelIsNew) }
    channelID = show.channelID
    for request in requests { take(request) }
    decide()
  }

  private func take(_ request: ShowRequest) {
    switch request.command {
    case .next: inputs.append(.step(.next))
    case .previous: inputs.append(.step(.previous))
    case .first: inputs.append(.step(.first))
    case .last: inputs.append(.step(.last))
    case .pause: inputs.append(.pause)
    case .resume: inputs.append(.resume)
    case .togglePause: inputs.append(.togglePause)
    case .stop: isOver = true
    case .jump(let name):
      guard let path = schedule.picture(named: name) else { return show.refuse(request) }
      inputs.append(.step(.jump(path)))
    }
  }

  /// Tells viewers, `list` and whoever sent a command.
  private func report() {
    do throws(ChannelError) {
      try show.update(ShowStatus(schedule.status, of: plan.places))
      told.remove(Self.updateTrouble)
    } catch {
      guard told.insert(Self.updateTrouble).inserted else { return }
      StandardStreams.complain("\(error)")
    }
  }

  private static let updateTrouble = "update"

  func complainOnce(_ message: String) {
    if told.insert(message).inserted { StandardStreams.complain(message) }
  }

  private func end() {
    for slide in slides.values { slide.process.kill() }
    slides = [:]
    leaving = []
    show.end()
  }
}

extension ShowStatus {
  fileprivate init(_ status: ShowSchedule.Status, of places: ShowPlaces) {
    self.init(
      state: status.isWaiting ? .waiting : status.isPaused ? .paused : .playing,
      position: status.position.number, count: status.position.count, directory: places.text,
      note: status.isWaiting ? "waiting for pictures in \(places.text)" : "")
  }
}
