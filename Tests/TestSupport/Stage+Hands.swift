/// What a person does with keyboard and mouse, by xdotool(1).
extension Stage {
  /// Presses keys in a viewer's window, one after the other, by their X names.
  package func press(_ keys: String..., in viewer: Viewer) throws {
    try takeFocus(viewer)
    try hands(["key", "--delay", "5"] + keys)
  }

  /// Moves the pointer to a place in a viewer's window.
  package func point(at x: Int, _ y: Int, in viewer: Viewer) throws {
    try hands(["mousemove", "--window", "\(viewer.window.id)", "\(x)", "\(y)"])
  }

  /// Moves the pointer out of every window, to a corner of the screen.
  package func pointNowhere() throws {
    let screen = try screen
    try hands(["mousemove", "\(screen.width - 1)", "\(screen.height - 1)"])
  }

  /// Presses a button of the mouse, and lets it go; 4 and 5 are the wheel.
  package func click(_ button: Int, times: Int = 1) throws {
    try hands(["click", "--repeat", "\(times)", "--delay", "5", "\(button)"])
  }

  /// Drags with the left button from the first of the places to the last one.
  package func drag(through places: [(x: Int, y: Int)], in viewer: Viewer) throws {
    guard let first = places.first else { return }
    try point(at: first.x, first.y, in: viewer)
    let moves = places.dropFirst().flatMap {
      ["mousemove", "--window", "\(viewer.window.id)", "\($0.x)", "\($0.y)"]
    }
    try hands(["mousedown", "1"] + moves + ["mouseup", "1"])
  }

  private func takeFocus(_ viewer: Viewer) throws {
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try screen.focus == viewer.window.id }
  }

  /// Moves the pointer to a place of the screen.
  package func point(to x: Int, _ y: Int) throws { try hands(["mousemove", "\(x)", "\(y)"]) }

  /// Has xdotool do something else.
  package func hands(_ command: String...) throws { try hands(command) }

  /// The same, of any length.
  package func hands(_ command: [String]) throws {
    let outcome = try run("xdotool", command)
    guard outcome.ending == .exited(0) else { throw TestFailure("xdotool \(command): \(outcome)") }
  }
}
