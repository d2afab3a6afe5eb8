import CX11
import Pixels
import ShmChannel
import ViewerCore

/// Brings frames into the window: one put at a time, by the best path that this server allows.
final class Presenter {
  /// How a put has ended.
  enum Ending {
    /// The server has executed it: the frame is the shown one.
    case completed(FrameKey, Stats.Path)
    /// The server has executed a step of a fade; what was shown before it counts as shown still.
    case stepped
    /// It could not be drawn; what was shown before is the shown one still.
    case failed(SceneKey, SceneError)
  }

  struct Flight {
    /// What is being put.
    enum Kind {
      case frame(Stats.Path)
      /// A mixture on the way to the scene.
      case step
    }

    let scene: Scene
    let kind: Kind
    /// The first and the last request of it; an event comes after the last one, whatever happens.
    var serials: ClosedRange<UInt>
    /// Whether all of its requests are on their way.
    var isSent: Bool
    let isRetry: Bool
  }

  /// The frame that the window shows, held for redraws.
  var shown: Pin?
  /// The put that the server has not executed yet.
  var flight: Flight?
  /// The fade from the shown frame to the next; see `Presenter+Fade.swift`.
  var fading: Fading?
  /// A newer frame, composed while the server was at work; see `Presenter+Ahead.swift`.
  var ahead: Pin?
  /// All that the window holds, where that is a frame.
  private(set) var onScreen: SceneKey?
  /// The frame of a removed channel must not come back when its put completes.
  private(set) var isForgetful = false
  private(set) var sharesMemory: Bool

  let window: Window
  let plain: PlainPath
  let mixer: FadePath
  private let direct: DirectPath
  let composed: ComposedPath
  private let composer: Composer

  /// A presenter for that window; without `sharesMemory` all pixels go through the connection.
  init(window: Window, sharesMemory: Bool, overlays: OverlayPainter) {
    self.window = window
    self.sharesMemory = sharesMemory
    composer = Composer(overlays: overlays)
    direct = DirectPath(to: window)
    composed = ComposedPath(to: window, composer: composer)
    plain = PlainPath(to: window, composer: composer)
    mixer = FadePath(to: window, composer: composer)
  }

  /// Whether a put has not been completed: newer frames have to wait.
  var isBusy: Bool { flight != nil }

  /// Whether no frame is shown, nor about to be.
  var isEmpty: Bool { shown == nil && (flight == nil || isForgetful) }

  /// The frame that is shown, or that a fade leads to.
  var newest: FrameKey? { newestPin?.key }

  /// The frame of `newest`.
  var newestPin: Pin? { fading?.target ?? shown }

  /// Puts a frame, which is the shown one from its completion on.
  ///
  /// - Parameter transition: How the window fades to it from what it shows; it is then for `step`
  ///   to go on. A fade that is on its way ends where it is.
  /// - Precondition: not busy.
  func put(_ scene: Scene, transition: Transition? = nil) throws(SceneError) {
    precondition(flight == nil, "a put is in flight already")
    isForgetful = false
    if let transition, beginFade(to: scene, transition) { return }
    endFade()
    try start(scene, isRetry: false)
  }

  /// Puts what is drawn over the shown frame, if that is all that has changed; else all of it.
  ///
  /// - Precondition: not busy, and nothing fades.
  func update(_ scene: Scene) throws(SceneError) {
    precondition(flight == nil, "a put is in flight already")
    guard let onScreen, onScreen.bare == SceneKey(scene.bare), !DirectPath.suits(scene) else {
      return try start(scene, isRetry: false)
    }
    let part = composer.difference(onScreen.overlay, scene.overlay, in: scene.view.window)
    if part.isEmpty {
      self.onScreen = SceneKey(scene)  // what nobody can see
    } else {
      try start(scene, part: part, isRetry: false)
    }
  }

  /// The way that the scene takes into the window.
  func path(of scene: Scene) -> Stats.Path {
    if !sharesMemory { return .plain }
    return DirectPath.suits(scene) ? .direct : .composed
  }

  /// Lets go of the shown frame, and of the one in flight as soon as the server has read it.
  func forget() {
    endFade()
    shown = nil
    ahead = nil
    onScreen = nil
    isForgetful = true
  }

  /// Detaches files that will not be put again.
  func dropStale(channel: ChannelID?, isUnlinked: (Serial) -> Bool) {
    direct.dropStale(channel: channel, isUnlinked: isUnlinked)
  }

  /// Takes in what the server has said about the put in flight.
  ///
  /// - Parameter notices: where it is said if shared memory is given up.
  /// - Returns: how the put has ended, once it has: it is no longer in flight then.
  func settle(_ turn: Turn, _ refusals: [Refusal], _ notices: inout Notices) -> Ending? {
    guard let flight else { return nil }
    do throws(SceneError) {
      if let refusal = refusals.first(where: { flight.serials.contains($0.serial) }) {
        try fail(flight, refusal, &notices)
        return nil
      }
      if turn.executed < flight.serials.upperBound { return nil }
      if flight.isSent { return land(flight) }
      try sendOn(flight)
      return nil
    } catch {
      return .failed(SceneKey(flight.scene), error)
    }
  }

  private func land(_ flight: Flight) -> Ending {
    self.flight = nil
    guard case .frame(let path) = flight.kind else { return .stepped }
    window.painted = flight.scene.drawn
    shown = isForgetful ? nil : flight.scene.pin
    onScreen = isForgetful ? nil : SceneKey(flight.scene)
    return .completed(flight.scene.pin.key, path)
  }

  /// Sends the scene's pixels, or the first of them.
  ///
  /// - Parameter part: All that differs from what the window holds; nil if that may be anything.
  func start(_ scene: Scene, part: PixelRect? = nil, isRetry: Bool) throws(SceneError) {
    let first = window.display.lastSerial + 1
    onScreen = nil
    let area = part ?? area(of: scene)
    window.painted = window.painted.union(area)
    if sharesMemory {
      let isDirect = DirectPath.suits(scene)
      let last =
        isDirect
        ? try direct.put(scene, area: area, sparesMemory: isRetry)
        : try composed.put(scene, area: area)
      flight = Flight(
        scene: scene, kind: .frame(isDirect ? .direct : .composed),
        serials: first...max(first, last), isSent: true, isRetry: isRetry)
    } else {
      try plain.start(scene, part: part)
      try sendOn(
        Flight(
          scene: scene, kind: .frame(.plain), serials: first...first, isSent: false,
          isRetry: isRetry))
    }
  }

  /// What a put of the scene changes: what the window holds already is to go in the moment in which
  /// the picture comes.
  func area(of scene: Scene) -> PixelRect {
    scene.drawn.union(window.painted.intersection(PixelRect(scene.view.window)))
  }

  /// Sends the next of the pixels that go through the connection.
  func sendOn(_ flight: Flight) throws(SceneError) {
    self.flight = nil
    var flight = flight
    flight.isSent = try plain.advance()
    let first = flight.serials.lowerBound
    flight.serials = first...max(first, window.display.lastSerial)
    window.sendFence()
    self.flight = flight
  }

  /// A refused attachment is tried once more, for another program may have cut the file short and
  /// mended it; then shared memory is given up, and the window lives on.
  private func fail(
    _ flight: Flight, _ refusal: Refusal, _ notices: inout Notices
  ) throws(SceneError) {
    self.flight = nil
    let reason = window.display.text(of: refusal)
    switch flight.kind {
    case .frame(.direct):
      direct.drop(flight.scene.pin)
      if flight.scene.pin.isCutShort { throw .truncated }  // no fault of the path
    case .frame(.composed): composed.drop()
    case .frame(.plain):
      plain.drop()
      throw .resources("the X server refuses to draw: \(reason)")
    case .step:
      plain.drop()
      endFade()
      if !isForgetful { try start(flight.scene, isRetry: false) }
      return
    }
    if isForgetful { return }
    if flight.isRetry {
      sharesMemory = false
      notices.say("going on without shared memory, which is slower: \(reason)")
    }
    try start(flight.scene, isRetry: true)
  }
}
