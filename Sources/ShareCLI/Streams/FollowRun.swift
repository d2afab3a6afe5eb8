private import FrameStreams
private import Glibc
internal import Linux
internal import ShmChannel

/// Writes the frames of a channel as they come, until it has enough, or nobody reads them any more.
struct FollowRun: ~Copyable {
  /// What the loop waits for.
  private enum Event: Hashable {
    case news, due, reader, signals
  }

  private let settings: FollowSettings
  private let reader: ChannelReader
  private let encoder: FollowEncoder
  private var plan: FollowPlan
  private var output: FollowOutput
  /// Of frames that are written again when they have no successor.
  private var rate: ConstantRate?
  /// When the next frame may be written at the earliest, where they are not.
  private var earliestTime: Duration?
  private let signals: SignalDescriptor?
  private var poller = Poller<Event>()
  private var isStopped = false

  /// - Parameter signals: what ends the run from outside; nil where signals do so by themselves.
  init(_ settings: FollowSettings, signals: consuming SignalDescriptor?) throws(Failure) {
    self.settings = settings
    self.signals = signals
    output = FollowOutput(settings.target)
    encoder = FollowEncoder(settings)
    plan = FollowPlan(from: settings.start, isComplete: settings.isComplete)
    if settings.repeatsFrames {
      rate = settings.rate.map { ConstantRate(interval: $0.interval) }
    }
    do throws(ChannelError) { reader = try ChannelReader(name: settings.channel) } catch {
      throw Failure(error)
    }
    poller.add(reader.doorbell, as: .news)
    if settings.target == .standardOutput { poller.add(STDOUT_FILENO, for: [], as: .reader) }
    switch self.signals {
    case .some(let signals): poller.add(signals.number, as: .signals)
    case .none: break
    }
  }

  /// Goes on until there is nothing more to write.
  mutating func run() throws(Failure) {
    try output.check()
    while !isDone {
      if let due = rate?.dueTime ?? earliestTime { try sleep(until: due) }
      if isDone { return }
      if try takeNext() || rate?.dueTime != nil {
        try write()
        // A frame that has come since the last look rings.
        if isDone || !plan.isUpToDate || (rate?.dueTime ?? earliestTime) != nil { continue }
      }
      try wait(for: .news)
    }
  }

  private var isDone: Bool { isStopped || output.frameCount >= settings.frameLimit ?? .max }

  private mutating func write() throws(Failure) {
    if try !output.write(encoder.bytes, behind: encoder.streamHeader) { isStopped = true }
    let now = Clock.monotonic()
    rate?.didWrite(now: now)
    if rate == nil { earliestTime = settings.rate.map { now + $0.interval } }
  }

  /// Makes the next frame the one to write; false if there is none.
  private mutating func takeNext() throws(Failure) -> Bool {
    while let frame = try nextFrame() {
      plan.didTake(frame.info.generation)
      do throws(FollowEncoder.Trouble) {
        try encoder.encode(frame)
        return true
      } catch {
        if case .failure(let failure) = error { throw failure }
        StandardStreams.complain("channel \(settings.channel): a frame was cut while it was read")
      }
    }
    return false
  }

  private mutating func nextFrame() throws(Failure) -> PinnedFrame? {
    do throws(ChannelError) {
      search: while true {
        let availability = try reader.refresh()
        switch plan.step(availability) {
        case .wait: return nil
        case .newest: return try reader.acquire(availability)
        case .exactly(let generation):
          if let frame = try reader.acquire(generation) { return frame }
          if plan.miss(generation) { break search }
        }
      }
    } catch {
      if case .damagedFrame = error { return nil }  // the doorbell rings with the next one
      throw Failure(error)
    }
    throw Failure(
      .timedOut,
      "channel \(settings.channel): a frame was replaced before it could be written, and --every "
        + "asks for all of them; publish more slowly, or leave --every out")
  }

  private mutating func sleep(until moment: Duration) throws(Failure) {
    poller.ignore(.news, true)
    poller.setDeadline(of: .due, at: moment)
    defer {
      poller.ignore(.news, false)
      poller.setDeadline(of: .due, at: nil)
    }
    try wait(for: .due)
  }

  private mutating func wait(for event: Event) throws(Failure) {
    while !isStopped {
      let events: [Event]
      do throws(SystemError) { events = try poller.wait() } catch {
        throw Failure(.trouble, "\(error)")
      }
      if events.contains(.signals) || events.contains(.reader) { isStopped = true }
      if events.contains(event) { return }
    }
  }
}
