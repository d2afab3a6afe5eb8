import Composing
import Pixels
import ShmChannel
import ViewerCore

/// Brings frames into the window, by the best path that this server allows: one draw request at a
/// time, and where frames come fast a second one behind it.
final class Presenter {
  /// How a draw request has ended.
  enum Ending {
    /// The server has executed it: the frame is the shown one.
    case completed(FrameKey, PathKind)
    /// The server has executed it in a pixmap, which is presented now: what becomes of that is told
    /// later.
    case executed(FrameKey, PathKind)
    /// The server has executed a step of a fade; what was shown before it counts as shown still.
    case stepped
    /// It was to be drawn where nothing is drawn any longer; what was shown before is the shown one
    /// still.
    case lost
    /// It could not be drawn; what was shown before is the shown one still.
    case failed(SceneKey, SceneError)
  }

  /// The frame that the window is redrawn with: the shown one, or once room was made for a newer
  /// one the one that takes its place.
  private(set) var held: Pin?
  /// The draw request that the server has not executed yet.
  var flight: Flight?
  /// The one that the server executes right after it; see `Presenter+Behind.swift`.
  var behind: Flight?
  /// When the newest of them was sent.
  var sent: Instant?
  /// The fade from the shown frame to the next; see `Presenter+Fade.swift`.
  var fading: Fading?
  /// A newer frame, composed while the server was at work; see `Presenter+Ahead.swift`.
  var ahead: Pin?
  /// All that the window is known to hold, where that is a frame.
  private(set) var content: SceneKey?
  /// What else the window may hold.
  var damage = Damage()
  /// The frame of a removed channel must not come back when its draw request completes.
  private(set) var isForgetful = false
  /// Whether pixels go through shared memory, as long as the server takes them that way.
  private(set) var sharesMemory: Bool {
    didSet { mixer.carrier = sharesMemory ? nil : plain }
  }

  let window: Canvas
  let composed: ComposedPath
  let mixer: MixturePath
  private let direct: DirectPath
  private let plain: PlainPath
  private let composer: Composer
  private let waiting: WaitingScreen

  /// A presenter for that window; without `sharesMemory` all pixels go through the connection.
  init(window: Canvas, sharesMemory: Bool, overlays: OverlayPainter) {
    self.window = window
    self.sharesMemory = sharesMemory
    composer = Composer(overlays: overlays)
    direct = DirectPath(to: window)
    composed = ComposedPath(to: window, composer: composer)
    plain = PlainPath(to: window, composer: composer)
    mixer = MixturePath(
      to: window, composer: composer, carrier: sharesMemory ? nil : plain)
    waiting = WaitingScreen(window: window, painter: overlays)
  }

  /// Whether a draw request has not been completed: newer frames have to wait, or go behind it.
  var isBusy: Bool { flight != nil }

  /// The frame that is about to be shown: in flight, or what a fade leads to.
  var next: Pin? { flight?.scene.pin ?? fading?.target }

  /// Lets go of the held frame where another is about to replace it: one in flight, which is
  /// composed, or the one that a fade leads to, which is mixed from pictures that are composed. So
  /// a newer frame is never the third that is pinned.
  func makeRoom() {
    if let next { held = next }
  }

  /// Draws what the window shows while there is no frame.
  ///
  /// - Precondition: not busy.
  func wait(_ overlay: Overlay) {
    window.begin(PixelRect(window.upright))
    waiting.draw(overlay)
    _ = window.present(.words)
    damage.didDraw(PixelRect(window.upright))
  }

  /// Puts a frame, which is the shown one from its completion on; see `putBehind` for one more.
  ///
  /// - Parameter transition: How the window fades to it from what it shows; it is then for `step`
  ///   to go on. A fade that is on its way ends where it is.
  /// - Precondition: not busy.
  func put(_ scene: Scene, transition: Transition? = nil) throws(SceneError) {
    isForgetful = false
    if let transition, beginFade(to: scene, transition) { return }
    endFade()
    try start(scene)
  }

  /// Puts what is drawn over the shown frame, if that is all that has changed; else all of it.
  ///
  /// - Precondition: not busy, and nothing fades.
  func update(_ scene: Scene) throws(SceneError) {
    guard let content, content.bare == SceneKey(scene.bare), !scene.isAsStored, window.isWhole
    else {
      return try start(scene)
    }
    let part = composer.difference(content.overlay, scene.overlay, in: scene.view.window)
      .intersection(window.shown)
    if part.isEmpty {
      self.content = SceneKey(scene)  // what nobody can see
    } else {
      try start(DrawRequest(scene, area: part, file: .whole, isUpdate: true))
    }
  }

  /// The way that the scene takes into the window.
  func path(of scene: Scene) -> PathKind {
    path(for: DrawRequest(scene, area: seen(of: scene.drawn), file: scene.pin.extent)).kind
  }

  /// What has to be drawn for a scene: no more than the screen shows.
  func area(for scene: Scene) -> PixelRect {
    seen(of: changed(by: scene.drawn, in: scene.view.window))
  }

  /// What differs from what was drawn last, if that part of a window of that size is drawn.
  func changed(by drawn: PixelRect, in window: Size) -> PixelRect {
    self.window.isWhole ? damage.area(for: drawn, in: window) : PixelRect(window)
  }

  /// What the screen shows of a part of the window, and of one that it does not show a pixel of it:
  /// a scene counts as shown once the server has drawn something for it.
  private func seen(of part: PixelRect) -> PixelRect {
    let shown = window.shown
    let seen = part.intersection(shown)
    return seen.isEmpty ? PixelRect(x: shown.x, y: shown.y, width: 1, height: 1) : seen
  }

  /// Lets go of the shown frame, and of the one in flight as soon as the server has read it.
  func forget() {
    endFade()
    held = nil
    ahead = nil
    content = nil
    isForgetful = true
  }

  /// Draws in another part of the window from now on, in which others have drawn.
  func move(to area: PixelRect) {
    window.move(to: area)
    content = nil
    flight?.isMisplaced = true
    behind?.isMisplaced = true
    damage.didDraw(PixelRect(window.upright))
  }

  /// Draws in other colors from now on.
  func recolour() {
    move(to: window.area)
    composed.forget()
    mixer.end()
    plain.forget()
  }

  /// Detaches files that will not be put again.
  func dropStale(channel: ChannelID?, isUnlinked: (Serial) -> Bool) {
    direct.dropStale(channel: channel, isUnlinked: isUnlinked)
  }
}

/// A draw request on its way.
extension Presenter {
  /// Sends all of a scene's pixels, or the first of them.
  func start(_ scene: Scene, isRetry: Bool = false) throws(SceneError) {
    let file = scene.isAsStored ? scene.pin.look() : .whole
    try start(DrawRequest(scene, area: area(for: scene), file: file, isRetry: isRetry))
  }

  private func start(_ request: DrawRequest) throws(SceneError) {
    // The server would show zeros in place of what is gone.
    if request.file == .cutShort { throw .truncated }
    content = nil
    try send(request, by: path(for: request))
  }

  /// - Precondition: not busy.
  func send(_ request: DrawRequest, by path: any PutPath) throws(SceneError) {
    precondition(flight == nil, "a draw request is in flight already")
    damage.willDraw(request.area)
    window.begin(request.area)
    do throws(SceneError) {
      flight = Flight(request: request, path: path, ticket: try path.put(request))
    } catch {
      window.cancel()
      throw error
    }
    sent = .now
    window.display.send()  // the server works while the core takes that in
  }

  private func path(for request: DrawRequest) -> any PutPath {
    let paths: [any PutPath] = sharesMemory ? [direct, composed] : []
    return paths.first { $0.suits(request) } ?? plain
  }

  /// Takes in what the server has said about the draw requests in flight.
  ///
  /// - Parameter notices: where it is said if shared memory is given up.
  /// - Returns: how they have ended that have: they are no longer in flight then.
  func settle(_ events: EventBatch, _ refusals: [Refusal], _ notices: inout Notices) -> [Ending] {
    giveUpRefused(refusals)
    var endings: [Ending] = []
    while let ending = settleFirst(events, refusals, &notices) { endings.append(ending) }
    return endings
  }

  private func settleFirst(
    _ events: EventBatch, _ refusals: [Refusal], _ notices: inout Notices
  ) -> Ending? {
    guard let flight else { return nil }
    do throws(SceneError) {
      if let refusal = refusals.first(where: flight.ticket.isMet) {
        return try fail(flight, refusal, &notices)
      } else if flight.ticket.isExecuted(by: events.executed) {
        advance()
        if flight.ticket.isSent { return land(flight) }
        self.flight = Flight(
          request: flight.request, path: flight.path,
          ticket: try flight.path.resume(flight.ticket), isMisplaced: flight.isMisplaced)
      }
      return nil
    } catch {
      window.cancel()
      return .failed(SceneKey(flight.scene), error)
    }
  }

  private func land(_ flight: Flight) -> Ending {
    let isStep = flight.path.kind == .mixture
    let isPresented = present(isStep ? .step : .frame(flight.scene.pin.key))
    if isStep { return .stepped }
    if !flight.isMisplaced { damage.didDraw(flight.scene.drawn) }
    held = isForgetful ? nil : flight.scene.pin
    content =
      isForgetful || flight.isMisplaced || self.flight != nil ? nil : SceneKey(flight.scene)
    let (frame, path) = (flight.scene.pin.key, flight.path.kind)
    return isPresented ? .executed(frame, path) : .completed(frame, path)
  }

  /// - Returns: whether it will be told what has become of it.
  private func present(_ subject: PresentQueue.Subject) -> Bool {
    if !isForgetful { return window.present(subject) }
    window.cancel()
    return false
  }

  /// A refused attachment is tried once more, for another program may have cut the file short and
  /// mended it; then shared memory is given up, and the window lives on.
  ///
  /// - Returns: nil where it is tried once more, or nobody is to hear of it.
  private func fail(
    _ flight: Flight, _ refusal: Refusal, _ notices: inout Notices
  ) throws(SceneError) -> Ending? {
    self.flight = nil
    window.cancel()
    let reason = window.display.text(of: refusal)
    flight.path.drop(flight.scene.pin)
    switch flight.path.kind {
    case .direct:
      if flight.scene.pin.look() == .cutShort { throw .truncated }  // no fault of the path
    case .plain where !flight.isMisplaced:
      throw .resources("the X server refuses to draw: \(reason)")
    case .composed, .plain: break
    case .mixture:
      endFade()
      if !isForgetful { try start(flight.scene) }
      return nil
    }
    if isForgetful { return nil }
    if flight.isMisplaced { return .lost }
    if flight.request.isRetry {
      sharesMemory = false
      notices.say("going on without shared memory, which is slower: \(reason)")
    }
    try start(flight.scene, isRetry: true)
    return nil
  }
}
