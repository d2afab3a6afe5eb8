/// How the X server has brought a frame to the screen.
package enum PresentMode: String, Equatable, Sendable {
  /// The screen shows the pixmap itself since the vertical blank: nothing is ever torn.
  case flip
  /// It was copied into the window right after a vertical blank.
  case copy
  /// The server has not said in time.
  case untold = "none"
}
