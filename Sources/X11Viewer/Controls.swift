import CX11

/// What a key or a button makes the viewer do.
enum Action: Equatable, Sendable {
  /// Close the window and end.
  case quit
  /// Fill the monitor, or be a window again.
  case toggleFullscreen
  /// Be a window again; as a window, end.
  case leave
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
  static let table = [
    Control(keys: [("q", KeySym(XK_q))], action: .quit, meaning: "quit"),
    Control(
      keys: [("f", KeySym(XK_f)), ("F11", KeySym(XK_F11))], action: .toggleFullscreen,
      meaning: "fullscreen, and back"),
    Control(
      keys: [("Esc", KeySym(XK_Escape))], action: .leave, meaning: "leave fullscreen, else quit"),
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
