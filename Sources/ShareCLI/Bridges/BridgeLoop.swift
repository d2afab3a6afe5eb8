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
  func wait(for watches: [Watch], until moment: Duration?) throws(Failure) -> Set<Event> {
    for watch in watches { poller.add(watch.descriptor, for: watch.readiness, as: watch.event) }
    poller.setDeadline(of: .tick, at: moment)
    defer { for watch in watches { poller.remove(watch.event) } }
    do throws(SystemError) {
      let events = try poller.wait()
      if events.contains(.signals), !signals.takeArrived().isEmpty { isStopped = true }
      return events
    } catch {
      throw Failure(.trouble, "\(error)")
    }
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
