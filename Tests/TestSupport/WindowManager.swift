/// Who decides where windows stand.
package enum WindowManager: String, CaseIterable, Sendable {
  case none
  case openbox
  case twm
  case icewm
  case fluxbox
  case xfwm4
  case metacity
  case marco
  case mutter
  case awesome
  case i3

  /// Those that a test of anything about windows is run with.
  package static let usual: [WindowManager] = [.none, .openbox]

  /// Whether windows share the screen without covering each other, so that none has a size of its
  /// own.
  package var isTiling: Bool { self == .i3 }

  /// Whether its own settings move what begins fullscreen out from below its bar.
  package var movesBeginners: Bool { self == .awesome }

  /// Whether it composites by itself, so that no other program can.
  package var isCompositor: Bool { self == .mutter }

  /// How it is started, with what it needs in a folder of its own.
  func command(in folder: Folder) throws -> [String] {
    switch self {
    case .none: []
    case .openbox: ["openbox", "--sm-disable"]
    // By default a person has to say with the mouse where each window goes.
    case .twm: ["twm", "-f", try folder.write(Array("RandomPlacement\n".utf8), to: "twmrc")]
    case .icewm: ["icewm"]
    case .fluxbox: ["fluxbox"]
    case .xfwm4: ["dbus-run-session", "--", "xfwm4", "--compositor=off"]
    case .metacity, .marco: ["dbus-run-session", "--", rawValue, "--sm-disable", "--no-composite"]
    case .mutter: ["dbus-run-session", "--", "mutter", "--x11", "--sm-disable"]
    case .awesome: ["awesome"]
    case .i3:
      ["i3", "-c", try folder.write(Array("font pango:Sans 10\n".utf8), to: "i3config")]
    }
  }
}
