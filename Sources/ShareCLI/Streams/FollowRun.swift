private import FrameStreams
private import Glibc
internal import Linux
internal import ShmChannel

/// Writes the frames of a channel as they come, until it has enough, or nobody reads them any more.
final class FollowRun {
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
    if settings.target == .standardOutput { poller.add(STDOUT_FILENO, for: [], as: .reader) }
    switch self.signals {
    case .some(let signals): poller.add(signals.number, as: .signals)
    case .none: break
    }
  }

  /// Goes on until there is nothing more to write.
  func run() throws(Failure) {
    try output.check()
    while !isDone {
      if let due = rate?.dueTime ?? earliestTime { try wait(for: .due, until: due) }
      if isDone { return }
      if try takeNext() || rate?.dueTime != nil {
        try write()
      } else {
        try awaitNews()
      }
    }
  }

  private var isDone: Bool { isStopped || output.frameCount >= settings.frameLimit ?? .max }

  private func write() throws(Failure) {
    if try !output.write(encoder.bytes, behind: encoder.streamHeader) { isStopped = true }
    let now = Clock.monotonic()
    rate?.didWrite(now: now)
    if rate == nil { earliestTime = settings.rate.map { now + $0.interval } }
  }

  /// Makes the next frame the one to write; false if there is none.
  private func takeNext() throws(Failure) -> Bool {
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

  private func nextFrame() throws(Failure) -> PinnedFrame? {
    do throws(ChannelError) {
      search: while true {
        switch plan.step(try reader.refresh()) {
        case .wait: return nil
        case .newest: return try reader.acquireLatest()
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

  private func awaitNews() throws(Failure) {
    poller.add(reader.doorbell, as: .news)
    defer { poller.remove(.news) }
    try wait(for: .news, until: nil)
  }

  private func wait(for event: Event, until moment: Duration?) throws(Failure) {
    poller.setDeadline(of: .due, at: moment)
    defer { poller.setDeadline(of: .due, at: nil) }
    while !isStopped {
      let events: Set<Event>
      do throws(SystemError) { events = try poller.wait() } catch {
        throw Failure(.trouble, "\(error)")
      }
      if events.contains(.signals) || events.contains(.reader) { isStopped = true }
      if events.contains(event) { return }
    }
  }
}
