import CX11
import ShmChannel

/// What a key or a button makes the viewer do.
enum Action: Equatable, Sendable {
  /// Close the window and end.
  case quit
  /// Fill the monitor, or be a window again.
  case toggleFullscreen
  /// Be a window again; as a window, end.
  case leave
  /// Tell the channel's slideshow.
  case steer(ShowCommand)
}

/// One line of the table of controls.
struct Control: Sendable {
  /// The keys, as a person calls them and as X does (`keysymdef.h`).
  let keys: [(name: String, keysym: KeySym)]
  let action: Action
  /// What it does, for the help text.
  let meaning: String
}

/// Keys to actions: one table, from which the help text is made too.
enum Controls {
  /// Every control, in the order of the help text.
  static let table = window + slideshow

  private static let window = [
    Control(keys: [("q", KeySym(XK_q))], action: .quit, meaning: "quit"),
    Control(
      keys: [("f", KeySym(XK_f)), ("F11", KeySym(XK_F11))], action: .toggleFullscreen,
      meaning: "fullscreen, and back"),
    Control(
      keys: [("Esc", KeySym(XK_Escape))], action: .leave, meaning: "leave fullscreen, else quit"),
  ]

  private static let slideshow = [
    Control(
      keys: [("n", KeySym(XK_n)), ("Space", KeySym(XK_space)), ("Right", KeySym(XK_Right))],
      action: .steer(.next), meaning: "slideshow: next picture"),
    Control(
      keys: [
        ("p", KeySym(XK_p)), ("BackSpace", KeySym(XK_BackSpace)), ("Left", KeySym(XK_Left)),
      ],
      action: .steer(.previous), meaning: "slideshow: picture before"),
    Control(
      keys: [("g", KeySym(XK_g)), ("Home", KeySym(XK_Home))], action: .steer(.first),
      meaning: "slideshow: first picture"),
    Control(
      keys: [("G", KeySym(XK_G)), ("End", KeySym(XK_End))], action: .steer(.last),
      meaning: "slideshow: last picture"),
    Control(
      keys: [("P", KeySym(XK_P))], action: .steer(.togglePause),
      meaning: "slideshow: pause, and go on"),
  ]

  /// What the key does; `nil` for a key that does nothing.
  static func action(for keysym: KeySym) -> Action? {
    table.first { $0.keys.contains { $0.keysym == keysym } }?.action
  }

  /// One line for each control, keys first.
  static var help: String {
    let lines = table.map { control in
      (control.keys.map(\.name).joined(separator: ", "), control.meaning)
    }
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { keys, meaning in
      "  \(keys)\(String(repeating: " ", count: width - keys.count))  \(meaning)"
    }.joined(separator: "\n")
  }
}
