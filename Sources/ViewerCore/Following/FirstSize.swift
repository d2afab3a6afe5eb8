/// The window takes the size of the first frame, once, and only if nobody else has set its size.
package enum FirstSize: Equatable, Sendable {
  /// No frame yet; the window still has the size that it asked for by itself.
  case open(Size)
  /// The same, but the window may have another size for a moment: because it may have become
  /// fullscreen, or because it has asked to be a window again.
  case unsure(Size)
  /// The window asked for the first frame's size, and waits for the answer.
  case asked(Size)
  /// Set, by whomever: never again.
  case settled

  /// How long a window manager may take to answer before the frame is shown anyway.
  package static let patience = Duration.milliseconds(250)

  /// Whether the first frame is to have its say.
  package var isOpen: Bool {
    switch self {
    case .open, .unsure: true
    case .asked, .settled: false
    }
  }

  /// The window has asked for the size again that it had by itself.
  package mutating func willReturn() {
    if case .open(let own) = self { self = .unsure(own) }
  }

  /// The window has the size that it keeps now.
  ///
  /// - Parameter isFullscreen: Whether that is because it fills a monitor, which settles nothing.
  package mutating func didCome(to size: Size, isFullscreen: Bool) {
    guard case .unsure(let own) = self else { return }
    self = isFullscreen || size == own ? .open(own) : .settled
  }

  /// The server has told the window's size.
  package mutating func didConfigure(_ size: Size, from old: Size) {
    switch self {
    case .open(let own): if size != own { self = .unsure(own) }
    case .unsure(let own): if size == own { self = .open(own) }
    // A mere move comes with the old size, and is not an answer.
    case .asked(let wanted): if size == wanted || size != old { self = .settled }
    case .settled: break
    }
  }
}
