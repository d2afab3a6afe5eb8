import CPresent
import CX11
import Linux
import Pixels
import ShmChannel
import ViewerCore

/// What is drawn while frames are presented at the screen's vertical blanks: pixmaps, as
/// `PresentQueue` decides.
final class VblankSurface {
  private(set) var queue = PresentQueue(countingFrom: .random(in: .min ... .max))
  private(set) var clock = VblankClock()
  /// Whose vertical blanks they are; nil before the server has said.
  private(set) var origin: VblankClock.Origin?
  /// What requests draw into now; nil: the window.
  private(set) var target: Drawable?

  private let window: xcb_window_t
  private let display: Display
  let source: PresentSource
  private var pixmaps: [PresentQueue.Key: Pixmap] = [:]
  /// How many pixmaps the server has for it.
  var pixmapCount: Int { pixmaps.count }
  /// Requests of this object's own, by their serials, that the server may not have executed.
  private var sent: [ClosedRange<UInt>] = []
  private var hasAskedClock = false

  /// A surface for that window, of which the source tells.
  init(for window: Window, _ source: PresentSource) {
    (self.window, self.source) = (UInt32(window.id), source)
    display = window.display
  }

  deinit {
    if display.isDead { return }
    for pixmap in pixmaps.values { XFreePixmap(display.connection, pixmap) }
  }

  /// Prepares a pixmap for an area of the window to be drawn, if there is one for it.
  func begin(_ area: PixelRect, in window: Window) {
    target = nil
    guard case .pixmap(let key, let preparation) = queue.begin(area, in: window.size) else {
      return freeDropped()
    }
    own {
      if preparation.isNew { make(key, like: window) }
      guard let pixmap = pixmaps[key] else { return }
      target = pixmap
      if let source = preparation.source.flatMap({ pixmaps[$0] }) {
        for part in preparation.missing { copy(part, of: source, to: pixmap, window.context) }
      } else {
        window.fill(preparation.missing, window.barColour, in: pixmap)
      }
    }
    freeDropped()
  }

  private func make(_ key: PresentQueue.Key, like window: Window) {
    pixmaps[key] = XCreatePixmap(
      display.connection, window.id, CUnsignedInt(window.size.width),
      CUnsignedInt(window.size.height), CUnsignedInt(window.format.depth))
  }

  private func copy(
    _ part: PixelRect, of source: Pixmap, to drawable: Drawable, _ context: GC
  ) {
    XCopyArea(
      display.connection, source, drawable, context, CInt(part.x), CInt(part.y),
      CUnsignedInt(part.width), CUnsignedInt(part.height), CInt(part.x), CInt(part.y))
  }

  /// What was begun is not to be seen.
  func cancel() {
    target = nil
    queue.cancel()
  }

  /// Has the server present what was drawn at the next vertical blank, in place of what waits for
  /// that.
  ///
  /// - Returns: whether it will be told what has become of it; if not, the window holds it already.
  func present(_ subject: PresentQueue.Subject) -> Bool {
    target = nil
    guard let order = queue.end(subject, at: .now), let pixmap = pixmaps[order.pixmap] else {
      return false
    }
    own {
      xcb_present_pixmap(
        display.xcb, window, UInt32(pixmap), order.serial, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, nil)
    }
    xcb_flush(display.xcb)  // Xlib sends no more than what it has itself
    return true
  }

  /// Fills what the window has lost from the pixmap that holds all of it, if there is one.
  func restore(_ window: Window) -> Bool {
    guard let pixmap = queue.whole(in: window.size).flatMap({ pixmaps[$0] }) else { return false }
    own { copy(PixelRect(window.size), of: pixmap, to: window.id, window.context) }
    return true
  }

  /// Asks whose the vertical blanks are, once: of a window that is not on the screen nobody knows.
  func askClock() {
    if hasAskedClock { return }
    hasAskedClock = true
    own { xcb_present_notify_msc(display.xcb, window, 0, 0, 0, 0) }
    xcb_flush(display.xcb)
  }

  /// What has become of presents since.
  func takeOutcomes() -> [PresentQueue.Outcome] {
    var outcomes: [PresentQueue.Outcome] = []
    while let event = source.next() { outcomes += take(event) }
    outcomes += queue.takeOverdue(at: .now)
    freeDropped()
    return outcomes
  }

  private func take(_ event: PresentEvent) -> [PresentQueue.Outcome] {
    switch event {
    case .complete(let kind, let mode, let serial, let microseconds, let count):
      let instant = Self.instant(ofServerTime: microseconds)
      clock.take(instant, count: count)
      if kind == Int(CPRESENT_KIND_NOTIFY_MSC) {
        if hasAskedClock { origin = VblankClock.origin(ofBlankAt: microseconds, count: count) }
        return []
      }
      let moment = ScreenMoment(
        instant, VerticalBlank(microseconds: microseconds, count: count))
      return queue.take(.complete(serial: serial, PresentMode(serverMode: mode), at: moment))
    case .idle(let serial, let pixmap):
      guard let key = pixmaps.first(where: { $0.value == Pixmap(pixmap) })?.key else { return [] }
      return queue.take(.idle(key, serial: serial))
    case .other: return []
    }
  }

  /// A local server counts the microseconds of the clock that nobody sets; what is no time of a
  /// moment ago is another clock's.
  private static func instant(ofServerTime microseconds: UInt64) -> Instant {
    let age = Clock.monotonic() - .microseconds(Int64(clamping: microseconds))
    return .now - (age >= .zero && age < .seconds(1) ? age : .zero)
  }

  /// The first refusal of a request of this object's own, if there is one.
  ///
  /// - Parameter executed: the serial that the server has come to.
  func refusal(among refusals: [Refusal], executed: UInt) -> Refusal? {
    defer { sent.removeAll { $0.upperBound <= executed } }
    return refusals.first { refusal in sent.contains { $0.contains(refusal.serial) } }
  }

  /// Presents nothing any longer, and hears of nothing.
  func giveUp() -> [PresentQueue.Outcome] {
    target = nil
    source.end()
    defer { freeDropped() }
    return queue.giveUp(at: .now)
  }

  private func freeDropped() {
    for key in queue.takeDropped() {
      guard let pixmap = pixmaps.removeValue(forKey: key) else { continue }
      XFreePixmap(display.connection, pixmap)
    }
  }

  /// Makes requests whose refusals are this object's.
  private func own(_ body: () -> Void) {
    let first = display.lastSerial + 1
    body()
    let last = display.lastSerial
    if last >= first { sent.append(first...last) }
  }
}

extension PresentMode {
  /// By a number of presentproto.txt: nil for a present that was skipped; there are copies of
  /// several kinds.
  fileprivate init?(serverMode: Int) {
    switch serverMode {
    case Int(CPRESENT_MODE_FLIP): self = .flip
    case Int(CPRESENT_MODE_SKIP): return nil
    default: self = .copy
    }
  }
}
