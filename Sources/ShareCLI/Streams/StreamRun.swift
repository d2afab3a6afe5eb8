private import CommandLineFiles
internal import FrameStreams
internal import Linux
internal import ShmChannel

/// Publishes the frames of a source until it ends, one thread beside the one that reads.
final class StreamRun {
  /// What the loop waits for.
  private enum Event: Hashable {
    case pictures, decoded, signals, due, progress, shown
  }

  let settings: StreamSettings
  let publisher: StreamPublisher
  /// Where pictures are decoded.
  let room: DecodingRoom
  let title: String
  var tally = StreamTally()
  /// What has been said of samples and colors.
  var remarks: Set<String> = []
  private var poller = Poller<Event>()
  private let signals: SignalDescriptor
  private let start = Clock.monotonic()
  private var progress: StreamProgress
  private(set) var isStopped = false
  private var shownPace = ShownPace()

  init(_ settings: StreamSettings, title: String) throws(Failure) {
    self.settings = settings
    self.title = Title.sanitized(settings.title.map(CommandLineText.display) ?? title)
    publisher = StreamPublisher(
      settings.channel, settings.costs, range: settings.range, history: settings.history)
    room = DecodingRoom(settings.costs)
    progress = StreamProgress(since: start)
    do throws(SystemError) { signals = try SignalDescriptor() } catch {
      throw Failure(.trouble, "\(error)")
    }
    poller.add(signals.number, as: .signals)
    publisher.complain = { [unowned self] in complain($0) }
    if settings.opensViewer {
      do throws(Failure) { try ViewerProgram.open(settings.channel) } catch { error.report() }
    }
    if settings.report == .progress {
      poller.setDeadline(of: .progress, after: StreamProgress.interval)
    }
  }

  /// Whether as many frames as were asked for have been published, or a signal has come.
  var isDone: Bool { isStopped || tally.frames >= settings.frameLimit ?? .max }

  /// What a stream waits for.
  struct Wait {
    /// Where a picture comes in; nil where none is taken.
    var pictures: CInt?
    /// Where one comes out of the decoders; nil where none is in them.
    var decoded: CInt?
    /// Where viewers tell what they have shown; nil where they are not waited for.
    var shown: CInt?
    /// By `Clock.monotonic`; nil for no moment.
    var due: Duration?
  }

  /// Waits until one of these has come, or a signal ends the run.
  func await(_ what: Wait) throws(Failure) {
    if let pictures = what.pictures { poller.add(pictures, as: .pictures) }
    if let decoded = what.decoded { poller.add(decoded, as: .decoded) }
    if let shown = what.shown { poller.add(shown, as: .shown) }
    poller.setDeadline(of: .due, at: what.due)
    defer {
      poller.remove(.pictures)
      poller.remove(.decoded)
      poller.remove(.shown)
      poller.setDeadline(of: .due, at: nil)
    }
    let ends: [Event] = [.pictures, .decoded, .shown, .due]
    while !isStopped { if try wait().contains(where: ends.contains) { return } }
  }

  /// Waits for the viewers until another frame can be shown soon.
  func awaitViewers() throws(Failure) {
    try look()
    while !isStopped, let (published, shown, news) = publisher.sight,
      let end = shownPace.deadline(published: published, shown: shown, at: Clock.monotonic())
    {
      try self.await(Wait(shown: news, due: end))
    }
  }

  /// Takes up signals and the progress without waiting.
  func look() throws(Failure) { _ = try wait(isBlocking: false) }

  private func wait(isBlocking: Bool = true) throws(Failure) -> [Event] {
    let events: [Event]
    do throws(SystemError) { events = try poller.wait(isBlocking: isBlocking) } catch {
      throw Failure(.trouble, "\(error)")
    }
    if events.contains(.signals), !signals.takeArrived().isEmpty { isStopped = true }
    if events.contains(.progress) {
      let viewerCount = publisher.viewerCount
      progress.draw(
        tally, at: Clock.monotonic(), viewerCount: viewerCount, name: settings.channel.string)
      poller.setDeadline(of: .progress, after: StreamProgress.interval)
    }
    return events
  }

  /// Publishes a frame and counts it.
  ///
  /// - Parameters:
  ///   - range: the samples that are black and white, as the frame says; nil for all.
  ///   - transfer: what its samples say of light, as the frame says.
  ///   - capturedAt: when it was taken, since the epoch; nil where nobody knows.
  ///   - fill: writes all pixels, as `layout` says.
  func publish(
    _ layout: FrameLayout, range: SampleRange? = nil, transfer: Transfer = .srgb,
    capturedAt: Duration? = nil, details: String = "", _ fill: (inout MutableRawSpan) -> Void
  ) throws(Failure) {
    let caption = Caption(
      title: title, range: range, transfer: settings.transfer ?? transfer,
      capturedAt: capturedAt, details: details)
    guard let published = try publisher.publish(layout, caption, fill) else { return }
    tally.frames += 1
    tally.byteCount += published.byteCount
  }

  /// Says a line for people, beside the progress.
  func complain(_ message: String) {
    progress.clear()
    StandardStreams.complain(message)
  }

  /// Says how it went.
  func finish() throws(Failure) {
    progress.clear()
    guard settings.report != .nothing else { return }
    let summary = tally.summary(after: Clock.monotonic() - start)
    try StandardStreams.say("\(settings.channel): \(summary)\n")
  }
}
