internal import Linux

/// What a bridge waits for, and what it has had to complain of.
final class BridgeLoop {
  /// What wakes it.
  enum Event: Hashable {
    case signals, channel, tick, child
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
    if let descriptor { poller.add(descriptor, as: event) }
    poller.setDeadline(of: .tick, at: delay.map { Clock.monotonic() + $0 })
    defer { poller.remove(event) }
    do throws(SystemError) {
      if try poller.wait().contains(.signals), !signals.takeArrived().isEmpty { isStopped = true }
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
