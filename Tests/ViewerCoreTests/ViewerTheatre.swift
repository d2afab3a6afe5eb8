import Pixels
import Testing

@testable import ShmChannel
import ShmShow
@testable import ViewerCore

/// Plays the channel, the presenter, the X server and the clock for a viewer's core, and checks its
/// every effect.
struct ViewerTheatre {
  typealias Input = ViewerModel.Input
  typealias Effect = ViewerModel.Effect

  var model: ViewerModel
  var now = Moment(instant: Instant(sinceBoot: .seconds(1000)), wall: .seconds(1_000_000))

  // The channel.
  var availability = Following.Availability.noChannel
  var latest: FrameFacts?
  /// The frames that are still there, the oldest first, and how many there are at most.
  var kept: [FrameFacts] = []
  var keptCount = 5
  /// Frames that are there and cannot be pinned.
  var damaged: Set<FrameKey> = []
  var show: ShowStatus?
  /// Made so far, of numbers that no other theatre need have.
  var channelCount: UInt64 = 0

  // The window.
  var size = Size(width: 640, height: 400)
  var isFullscreen = false
  var glass = Glass()
  /// The scene in flight.
  var flight: SceneKey?
  /// The scene behind it.
  var behind: SceneKey?
  var fadeEnd: Instant?
  var acquired: FrameKey?
  /// Frames that cannot be drawn.
  var undrawable: Set<FrameKey> = []
  var facts = WindowFacts(
    monitor: PixelRect(x: 0, y: 0, width: 1920, height: 1080), chosenMonitor: nil,
    screen: Size(width: 1920, height: 1080), isFullscreenOrMaximized: false)
  var pageCount: Int? = 2
  /// How the publisher's range misses every frame.
  var miss: RangeMiss?

  /// What was in flight when the window got another size.
  private var outgrown: Set<FrameKey> = []
  /// What has been presented and waits for the vertical blank, where that is how it is shown; nil
  /// for a step of a fade.
  var presented: [FrameKey?] = []
  /// The frames that the screen has shown.
  var seen: [FrameKey] = []
  var bypassesCompositor = false
  /// The vertical blank of the last acknowledgement.
  var acknowledgedBlank: VerticalBlank?

  /// The frame that is copied.
  var marked: Mark?

  // What came of it.
  var log: [Effect] = []
  var executed: [FrameKey] = []
  var acknowledged: [UInt64] = []
  var commands: [ShowCommand] = []
  var reports: [ViewerEvent] = []
  var said: [String] = []
  var title: String?
  var waiting: Overlay?
  var copied: String?
  var isPointerHidden = false
  var holdsScreenSaver = false
  var status: Int32?
  var stats: Stats?
  var latency: LatencySummary?
  /// What stands in the viewer's file.
  var noted: LatencySummary?

  /// A window that has just been mapped.
  ///
  /// - Parameter presents: Whether frames are presented at vertical blanks.
  init(
    firstSize: FirstSize = .settled, presents: Bool = false,
    _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) {
    if presents { glass.presents = Glass.Presents(isAwaited: false, isMadeUp: false) }
    var options = ViewerModel.Options(
      channel: .standard, label: "default", waitingText: "waiting for channel default")
    change(&options)
    model = ViewerModel(
      options, window: size, firstSize: firstSize, availability: .noChannel, sharesMemory: true,
      at: now)
    tell(.glass(glass))
    tell(.appeared, .stateChanged)
  }

  mutating func tell(_ inputs: Input...) { tell(inputs) }

  /// Tells the model, and plays what it wants until it wants no more.
  mutating func tell(_ inputs: [Input]) {
    for case .configured(let size) in inputs where size != model.window {
      outgrown = Set([flight?.frame, behind?.frame].compactMap { $0 })
    }
    var inputs = inputs
    var rounds = 0
    repeat {
      var answers: [Input] = []
      for effect in model.take(inputs, at: now) {
        let answer = perform(effect)
        #expect((answer != nil) == effect.isAnswered, "\(effect)")
        if let answer { answers.append(answer) }
      }
      inputs = answers
      rounds += 1
    } while !inputs.isEmpty && rounds < 50
    #expect(inputs.isEmpty, "the model wants no end of things: \(log.suffix(6))")
  }

  /// Plays an effect, and answers it.
  mutating func perform(_ effect: Effect) -> Input? {
    if status != nil {
      switch effect {
      case .readShow, .steer, .printStats: break
      default: Issue.record("\(effect) comes after the end")
      }
    }
    log.append(effect)
    defer { checkPins(effect) }
    switch effect {
    case .refresh: return .refreshed(availability)
    case .acquire: return acquire(latest)
    case .mark(let frame, let key):
      #expect(held.contains(frame), "only what is pinned can be copied")
      return mark(kept.first { $0.key == frame } ?? model.following.shown, key)
    case .markBefore(let generation, let key):
      #expect(held.count < 2, "a third frame would be pinned")
      return mark(kept.last { $0.info.generation < generation }, key)
    case .dropMark: marked = nil
    case .readDifference(let question):
      #expect(held.contains(question.frame) && marked?.key == question.mark)
      return .difference(
        question,
        DifferenceFigures(largest: 7, mean: 0.25, differingCount: 1, pixelCount: 200))
    case .listKept:
      return .kept(
        kept.map { KeptFrame(generation: $0.info.generation, allocatedByteCount: 1_000_000) })
    case .acquireKept(let generation):
      return acquire(kept.first { $0.info.generation == generation })
    case .drop: acquired = nil
    case .note(let latency): noted = latency
    case .acknowledge(let generation, let blank):
      acknowledge(generation)
      acknowledgedBlank = blank
    case .put, .update, .step, .composeAhead, .putBehind, .dropAhead, .makeRoom, .forget:
      return present(effect)
    case .drawWaiting(let overlay): waiting = overlay
    case .setTitle(let title): self.title = title
    case .measure: return .measured(presentFacts)
    case .lookAtState: return .fullscreen(isFullscreen)
    case .toggleFullscreen:
      isFullscreen.toggle()
      return .fullscreen(isFullscreen)
    case .leaveFullscreen:
      isFullscreen = false
      return .fullscreen(false)
    case .hidePointer(let isHidden): isPointerHidden = isHidden
    case .bypassCompositor(let isWanted): bypassesCompositor = isWanted
    case .watchResolution(let isText): return isText ? .resolution(96) : nil
    case .countPages: return .helpPageCount(pageCount)
    case .readPixel(let place):
      #expect(held.contains(place.frame), "only what is pinned can be read")
      return .pixel(place, .display(0x10_2030, x: place.x, y: place.y))
    case .readRange(let frame, _):
      #expect(held.contains(frame), "only what is pinned can be read")
      return .range(SampleRange(low: 10, high: 50))
    case .readScale(let question):
      #expect(held.contains(question.frame), "only what is pinned can be read")
      return .scale(question, nil)
    case .readMiss(let question):
      #expect(held.contains(question.frame), "only what is pinned can be read")
      return .missed(question, miss)
    case .offer(let value, _):
      copied = value.text
      return .offered(value, true)
    case .readShow: return .show(show)
    case .steer(let command): steer(command)
    case .holdScreenSaver(let holds): holdsScreenSaver = holds
    case .say(let message), .tell(let message), .pass(let message): said.append(message)
    case .printStats(let stats, let latency): (self.stats, self.latency) = (stats, latency)
    case .end(let status): self.status = status
    case .report(let event): reports.append(event)
    case .dropStale, .didDraw, .resize, .completeStartup, .followPointer, .share,
      .giveUpShare, .switchScreen, .keepScreenOff, .startSlideshow:
      break
    }
    return nil
  }

  private var presentFacts: WindowFacts {
    var facts = facts
    if isFullscreen { (facts.isFullscreen, facts.isFullscreenOrMaximized) = (true, true) }
    return facts
  }

  /// The frames that the viewer pins.
  private var held: Set<FrameKey> { Set(glass.frames + [acquired].compactMap { $0 }) }

  private func checkPins(_ effect: Effect) {
    #expect(held.count <= 2, "\(effect) makes three pins: \(glass)")
  }

  private mutating func acquire(_ frame: FrameFacts?) -> Input {
    #expect(acquired == nil, "what was pinned is put or dropped first")
    guard let frame else { return .acquired(nil) }
    if damaged.contains(frame.key) { return .unavailable("it is damaged") }
    acquired = frame.key
    return .acquired(frame)
  }

  private mutating func mark(_ frame: FrameFacts?, _ key: MarkKey) -> Input {
    guard let frame, !damaged.contains(frame.key) else { return .marked(nil) }
    let mark = Mark(key, of: frame.info)
    marked = mark
    return .marked(mark)
  }

  private mutating func acknowledge(_ generation: Generation) {
    #expect(seen.last?.generation == generation, "only what is seen is acknowledged")
    acknowledged.append(generation.rawValue)
  }

  /// What a show does with a command.
  private mutating func steer(_ command: ShowCommand) {
    commands.append(command)
    switch command {
    case .pause: if show?.state == .playing { show?.state = .paused }
    case .resume: if show?.state == .paused { show?.state = .playing }
    case .togglePause:
      let isPaused = show?.state == .paused
      show?.state = isPaused ? .playing : .paused
    default: break
    }
  }
}

/// The presenter, by its contract.
extension ViewerTheatre {
  private mutating func present(_ effect: Effect) -> Input {
    switch effect {
    case .put(let scene, let transition):
      #expect(held.contains(scene.frame) && flight == nil, "\(scene.frame) cannot be put")
      defer { acquired = nil }
      if glass.ahead == scene.frame { glass.ahead = nil }
      glass.isForgetful = false
      if let transition { return fade(to: scene, transition) }
      glass.fading = nil
      return start(scene)
    case .update(let scene):
      #expect(flight == nil && glass.fading == nil && scene.frame == glass.held)
      return start(scene)
    case .step(let from, let to, let cuts):
      #expect(flight == nil && from.frame == glass.held && to.frame == glass.fading?.target)
      guard let fadeEnd, !cuts, now.instant < fadeEnd else {
        glass.fading = nil
        return start(to)
      }
      glass.fading?.next = min(fadeEnd, now.instant + Fade.shortestStep)
      glass.fading?.overlay = to.overlay
      flight = to
      glass.flight = Glass.Flight(
        frame: to.frame, path: .mixture, isOverlaid: to.overlay != nil)
    case .composeAhead(let scene):
      #expect(glass.canComposeAhead && scene.frame == acquired && scene.overlay == nil)
      #expect(scene.frame != flight?.frame, "what is being put already needs no composing")
      if !undrawable.contains(scene.frame) { glass.ahead = scene.frame }
      acquired = nil
    case .putBehind(let scene):
      #expect(glass.canPutBehind && scene.frame == acquired && scene.overlay == nil)
      #expect(scene.frame != flight?.frame, "what is being put already is not put behind itself")
      let isDrawable = !undrawable.contains(scene.frame) && scene.view.isUnscaled
      if isDrawable && scene.view == flight?.view {
        behind = scene
        glass.behind = scene.frame
      }
      acquired = nil
    case .dropAhead: glass.ahead = nil
    case .makeRoom: glass.held = flight?.frame ?? glass.fading?.target ?? glass.held
    case .forget:
      let (flying, behind, presents) = (glass.flight, glass.behind, glass.presents)
      glass = Glass()
      (glass.flight, glass.behind, glass.presents) = (flying, behind, presents)
      glass.isForgetful = true
    default: Issue.record("\(effect) is not presented")
    }
    return .presented(glass)
  }

  private mutating func fade(to scene: SceneKey, _ transition: ViewerModel.Transition) -> Input {
    #expect(transition.from.frame == glass.held)
    fadeEnd = now.instant + transition.duration
    glass.fading = Glass.Fading(
      target: scene.frame, next: now.instant + Fade.shortestStep, overlay: scene.overlay)
    return .presented(glass)
  }

  private mutating func start(_ scene: SceneKey) -> Input {
    if let last = executed.last, last.channel == scene.frame.channel,
      model.following.lookBack == nil
    {
      #expect(scene.frame.generation >= last.generation, "no frame goes back")
    }
    glass.content = nil
    if undrawable.contains(scene.frame) { return .failed(scene, "it cannot be drawn", glass) }
    flight = scene
    outgrown.remove(scene.frame)
    let isDirect = scene.overlay == nil && scene.view.isUnscaled
    glass.flight = Glass.Flight(
      frame: scene.frame, path: isDirect ? .direct : .composed,
      isOverlaid: scene.overlay != nil)
    return .presented(glass)
  }

  /// The server has executed what is in flight.
  ///
  /// - Parameter others: what the viewer hears with it.
  mutating func complete(beside others: [Input] = []) {
    guard let scene = flight, let ending = execute() else { return tell(others) }
    let count = acknowledged.count
    let isOlder = model.told.acknowledged.map { $0.generation > scene.frame.generation } ?? false
    let isOutgrown = outgrown.remove(scene.frame) != nil
    tell(others + [ending])
    if case .stepped = ending { return }
    if case .executed = ending { return }
    if status == nil && scene.frame.channel == model.following.channel && !isOlder {
      #expect(
        acknowledged.count == count + (isOutgrown ? 0 : 1),
        "each execution in the window's size is acknowledged")
    }
  }

  /// What is behind the scene in flight is in flight now.
  private mutating func advance() {
    (flight, behind) = (behind, nil)
    glass.flight = flight.map {
      Glass.Flight(frame: $0.frame, path: .direct, isOverlaid: false)
    }
    glass.behind = nil
  }

  /// The server executes what is in flight.
  ///
  /// - Returns: what the viewer hears of it; nil where nothing is.
  mutating func execute() -> Input? {
    guard let scene = flight, let flying = glass.flight else { return nil }
    advance()
    let isStep = flying.path == .mixture
    let isPresented = glass.presents != nil && !glass.isForgetful
    if isPresented {
      presented.append(isStep ? nil : scene.frame)
      glass.presents?.isAwaited = true
    }
    if isStep { return .stepped(glass) }
    executed.append(scene.frame)
    if !isPresented { seen.append(scene.frame) }
    glass.held = glass.isForgetful ? nil : scene.frame
    glass.content = glass.isForgetful || flight != nil ? nil : scene
    return isPresented
      ? .executed(scene.frame, flying.path, glass) : .completed(scene.frame, flying.path, glass)
  }

  /// The vertical blank: what was presented last is shown, and all before it is skipped.
  mutating func blank(_ mode: PresentMode = .copy) {
    guard glass.presents != nil else { return }
    let (last, skipped) = (presented.last ?? nil, presented.dropLast().compactMap { $0 })
    let wasAwaited = !presented.isEmpty
    presented = []
    glass.presents?.isAwaited = false
    for frame in skipped { tell(.skipped(frame, glass)) }
    if let last {
      seen.append(last)
      let blank = mode == .untold ? nil : VerticalBlank(microseconds: 7, count: 3)
      tell(.shown(last, mode, at: ScreenMoment(now.instant, blank), glass))
    } else if wasAwaited {
      tell(.glass(glass))
    }
  }

  /// The server has skipped what was presented last, for a present of another client.
  mutating func oust() {
    presented = []
    glass.presents?.isAwaited = false
    tell(.exposed, .glass(glass))
  }

  /// Presents are given up, and with them what is in flight.
  mutating func loseFlight() {
    (flight, presented) = (nil, [])
    (glass.flight, glass.presents, glass.content) = (nil, nil, nil)
    tell(.exposed, .lost(glass))
  }

  /// The server refuses what is in flight; if something newer is behind it, nobody is told.
  mutating func refuse() {
    guard let scene = flight else { return }
    advance()
    if flight != nil { return tell(.glass(glass)) }
    if glass.fading?.target == scene.frame { glass.fading = nil }
    tell(.failed(scene, "the X server refuses to draw", glass))
  }
}

/// What others do.
extension ViewerTheatre {
  /// A publisher publishes a picture.
  mutating func publish(
    width: Int = 320, height: Int = 200, fade: Duration = .zero, rings: Bool = true,
    details: String = "", format: PixelFormat = .bgrx, colorTable: ColorTable? = nil
  ) {
    var (generation, id): (UInt64, ChannelID)
    switch availability {
    case .frame(let latest, let channel): (generation, id) = (latest.rawValue + 1, channel)
    case .noFrame(let channel): (generation, id) = (1, channel)
    case .noChannel:
      channelCount += 1
      (generation, id) = (1, ChannelID(low: channelCount, high: 0))
    }
    let info = FrameInfo(
      channelID: id, serial: Serial(rawValue: generation),
      generation: Generation(rawValue: generation),
      layout: FrameLayout(width: width, height: height, format: format), publishedAt: now.wall,
      caption: Caption(
        title: "picture \(generation)", transition: fade, colorTable: colorTable,
        details: details))
    let frame = FrameFacts(info, suitsDirect: true)
    latest = frame
    kept = kept.filter { $0.key.channel == id }.suffix(keptCount - 1) + [frame]
    availability = .frame(info.generation, id)
    if rings { ring() }
  }

  /// Somebody removes the channel.
  mutating func remove() {
    (availability, latest, kept) = (.noChannel, nil, [])
    ring()
  }

  mutating func ring() { tell(.rang(isPolling: false)) }

  mutating func press(_ key: Unicode.Scalar, x: Int32 = 100, y: Int32 = 100) {
    press(.character(key), x: x, y: y)
  }

  mutating func press(_ key: Keysym, x: Int32 = 100, y: Int32 = 100) {
    tell(.deed(Self.deed(key, x: x, y: y, model.options.preferences.controls)))
  }

  static func deed(
    _ key: Keysym, x: Int32 = 100, y: Int32 = 100, _ controls: Controls = .standard
  ) -> Deed {
    Deed(
      controls.actions(for: .key(key)), cause: .key(key), atX: x, y: y,
      time: ServerTime(rawValue: 1))
  }

  /// The window gets another size.
  mutating func resize(to size: Size) {
    self.size = size
    tell(.configured(size))
  }

  /// Lets the server execute whatever is sent.
  mutating func settle() {
    var rounds = 0
    while flight != nil || !presented.isEmpty {
      if flight != nil { complete() } else { blank() }
      rounds += 1
      guard rounds < 200 else {
        Issue.record("the window does not settle")
        return
      }
    }
  }

  /// Lets time pass, with a turn at every deadline.
  mutating func pass(_ duration: Duration) {
    let end = now.instant + duration
    while let deadline = model.deadline, deadline <= end {
      wait(until: max(deadline, now.instant))
      tell(.time)
      settle()
      if let next = model.deadline {
        #expect(next > now.instant, "a deadline lies ahead")
        if next <= now.instant { return }
      }
    }
    wait(until: end)
  }

  /// Lets time pass of which the viewer hears nothing.
  mutating func wait(_ duration: Duration) { wait(until: now.instant + duration) }

  private mutating func wait(until instant: Instant) {
    now.wall += now.instant.duration(to: instant)
    now.instant = instant
  }

  /// The generation that the window shows.
  var shown: UInt64? { glass.content?.frame.generation.rawValue }

  /// The rows of the panels over the picture.
  var rows: [String] {
    (glass.content?.overlay?.panels ?? []).flatMap { panel in
      panel.rows.map { "\($0.label): \($0.value)" }
    }
  }

  /// How many of the effects so far have been such.
  func count(_ isSuch: (Effect) -> Bool) -> Int { log.filter(isSuch).count }
}
