/// The window takes the size of the first frame, once, and only if nobody else has set its size.
package enum FirstSize: Equatable, Sendable {
  /// No frame yet; the window still has the size that it asked for by itself.
  case open(Size)
  /// The window asked for the first frame's size, and waits for the answer.
  case asked(Size)
  /// Set, by whomever: never again.
  case settled

  /// How long a window manager may take to answer before the frame is shown anyway.
  package static let patience = Duration.milliseconds(250)

  /// The server has told the window's size.
  package mutating func didConfigure(_ size: Size, from old: Size) {
    switch self {
    case .open(let own): if size != own { self = .settled }
    // A mere move comes with the old size, and is no answer.
    case .asked(let wanted): if size == wanted || size != old { self = .settled }
    case .settled: break
    }
  }
}
