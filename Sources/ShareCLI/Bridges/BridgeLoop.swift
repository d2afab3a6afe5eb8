internal import Linux

/// What a bridge waits for, and what it has had to complain of.
final class BridgeLoop {
  /// What wakes it.
  enum Event: Hashable {
    case signals, channel, tick, child
    /// One of several of the same kind.
    case numbered(Int)
  }

  /// A descriptor, and what it is waited for.
  struct Watch {
    let descriptor: CInt
    var readiness = Readiness.readable
    let event: Event
  }

  private var poller = Poller<Event>()
  private let signals: SignalDescriptor
  /// Whether it was asked to end.
  private(set) var isStopped = false
  /// The exit code of the first failure.
  private var status: ExitStatus?
  private var lastComplaint: String?
  /// Who started the bridge as a service.
  private let manager = ServiceManager.take()
  /// When that is told next that the bridge runs; nil for never again.
  private var nextWord: Duration? = .zero

  init() throws(Failure) {
    do throws(SystemError) { signals = try SignalDescriptor() } catch {
      throw Failure(.trouble, "\(error)")
    }
    poller.add(signals.number, as: .signals)
  }

  /// Waits for one of these, or the end.
  func wait(for descriptor: CInt?, as event: Event, tickAfter delay: Duration?) throws(Failure) {
    let watch = descriptor.map { Watch(descriptor: $0, event: event) }
    _ = try wait(for: watch.map { [$0] } ?? [], until: delay.map { Clock.monotonic() + $0 })
  }

  /// Waits for one of these, a moment, or the end.
  ///
  /// - Returns: what has come.
  func wait(for watches: [Watch], until moment: Duration?) throws(Failure) -> [Event] {
    tellManager()
    for watch in watches { poller.add(watch.descriptor, for: watch.readiness, as: watch.event) }
    poller.setDeadline(
      of: .tick, at: [moment, manager == nil ? nil : nextWord].compactMap(\.self).min())
    defer { for watch in watches { poller.remove(watch.event) } }
    do throws(SystemError) {
      let events = try poller.wait()
      if events.contains(.signals), !signals.takeArrived().isEmpty { isStopped = true }
      return events
    } catch {
      throw Failure(.trouble, "\(error)")
    }
  }

  /// The bridge is ready once it waits for the first time, and lives as long as it comes back here.
  private func tellManager() {
    let now = Clock.monotonic()
    guard let manager, let nextWord, nextWord <= now else { return }
    if nextWord == .zero { manager.isReady() }
    if manager.watchdog != nil { manager.isAlive() }
    // Half of the time, as sd_watchdog_enabled(3) advises.
    self.nextWord = manager.watchdog.map { now + $0 / 2 }
  }

  /// Says what is wrong, unless that was the last that was said; the bridge goes on.
  func complain(_ failure: Failure) {
    note(failure.status)
    guard let message = failure.message, message != lastComplaint else { return }
    lastComplaint = message
    StandardStreams.complain(message)
  }

  /// A failure that was told of already.
  func note(_ status: ExitStatus) { self.status = self.status ?? status }

  /// All is well again: the same trouble is worth another line.
  func settle() { lastComplaint = nil }

  /// Throws, without a message, if anything has failed.
  func finish() throws(Failure) {
    if let status { throw Failure(status, nil) }
  }
}
