/// How the viewer gets along with the person's desktop: the pointer that rests, double clicks, the
/// screen saver, and files that are dropped.
struct DesktopManners: Sendable {
  /// Whether the window fills a monitor, as far as is known.
  private(set) var isFullscreen = false
  /// Why what was dropped is not there, until a new frame is.
  private(set) var trouble: String?

  private let inhibition: Inhibition
  private var rest = PointerRest()
  private var clicks = Clicks()
  /// The newest frame shown, and since when.
  private var newest: (frame: FrameKey, since: Instant)?

  init(inhibition: Inhibition.Policy) { self.inhibition = Inhibition(policy: inhibition) }

  var hidesPointer: Bool { rest.isHidden }
  /// When to look at the pointer again.
  var pointerDeadline: Instant? { rest.deadline }

  /// The window fills a monitor now, or does no longer.
  mutating func setFullscreen(_ isFullscreen: Bool, at now: Instant) {
    if isFullscreen == self.isFullscreen { return }
    self.isFullscreen = isFullscreen
    rest.want(isFullscreen, at: now)
  }

  mutating func pointerDidMove(at now: Instant) { rest.didMove(at: now) }

  /// The pointer has perhaps rested for long enough.
  mutating func pointerDeadlineDidPass(at now: Instant) { rest.didPass(at: now) }

  /// Whether that ends a double click.
  mutating func isDoubleClick(_ change: ButtonChange) -> Bool { clicks.follow(change) }

  /// A frame is on screen; perhaps it was there before.
  mutating func didShow(_ frame: FrameKey, at now: Instant) {
    if newest?.frame == frame { return }
    newest = (frame, now)
    trouble = nil
  }

  /// Something went wrong that the user of the window is to see: there may be no terminal.
  mutating func fail(_ message: String?) { trouble = message }

  /// What of a drop cannot be shared; nil if nothing.
  static func complaint(about list: URIList) -> String? {
    guard let first = list.others.first else { return nil }
    let more = list.others.count > 1 ? " and \(list.others.count - 1) more" : ""
    return "cannot share \(first)\(more): \(reason(against: first))"
  }

  /// What a drop must be (RFC 2483, RFC 8089), and this is not.
  private static func reason(against uri: String) -> String {
    switch uri.prefix(while: { $0 != ":" && $0 != "/" }) {
    case let scheme where uri.dropFirst(scheme.count).first != ":":
      "it is not a URI; a file is dropped as one, such as file:///a.png"
    case let scheme where scheme.lowercased() == "file" && !hasHost(uri.dropFirst(5)):
      "it is not a valid URI of a file"
    default: "only files of this machine can be dropped here"
    }
  }

  /// Whether what follows the scheme begins with a host and a path there.
  private static func hasHost(_ rest: Substring) -> Bool {
    let host = rest.dropFirst(2).prefix { $0 != "/" }
    return rest.hasPrefix("//") && !host.isEmpty && host.count + 2 < rest.count
  }

  /// Whether the screen saver is to be held off, and until when.
  ///
  /// - Parameter isPlaying: Whether a slideshow goes on by itself on the channel; nil if that is
  ///   not known.
  /// - Returns: nil if that has to be known.
  func verdict(isPlaying: Bool?, at now: Instant) -> Inhibition.Verdict? {
    var asks = false
    let verdict = inhibition.verdict(
      isFullscreen: isFullscreen, lastFrame: newest?.since, at: now,
      isPlaying: {
        asks = isPlaying == nil
        return isPlaying ?? false
      })
    return asks ? nil : verdict
  }
}
