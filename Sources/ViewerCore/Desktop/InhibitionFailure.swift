/// Why the screen saver cannot be held off.
package enum InhibitionFailure: Equatable, CustomStringConvertible {
  /// The X server of that name has no such request.
  case noExtension(display: String)
  /// The X server only stands in for a Wayland desktop, which goes by its own clock.
  case wayland(display: String)

  /// What happened, and what to do.
  package var description: String {
    switch self {
    case .noExtension(let name):
      "cannot hold the screen saver off: \(name) lacks MIT-SCREEN-SAVER 1.1"
    case .wayland(let name):
      "cannot hold the screen saver off: \(name) is Xwayland, whose desktop does not listen; start "
        + "shmview by gnome-session-inhibit --inhibit idle, or by kde-inhibit --screenSaver"
    }
  }
}
