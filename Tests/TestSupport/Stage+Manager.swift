extension Stage {
  /// Starts a window manager, if one is wanted, and waits until it takes care of windows.
  package func start(_ manager: WindowManager) throws {
    let command = try manager.command(in: folder)
    guard let name = command.first else { return }
    let program = try start(
      name, Array(command.dropFirst()),
      // The server's fonts are not made for UTF-8, and a manager that has none of them does not
      // start.
      environment: ["HOME": folder.path, "GSETTINGS_BACKEND": "memory", "LC_ALL": "C"])
    windowManager = program
    let screen = try screen
    var patience = Duration.milliseconds(200)
    try eventually("\(manager) is ready: \(program.standardError)") {
      // While it starts it says that it is there, and misses windows that come.
      let probe = screen.makeWindow(XRectangle(width: 10, height: 10), colour: 0)
      defer { probe.destroy() }
      let isManaged: Void? = try? eventually("it is seen", within: patience) {
        probe.numbers("WM_STATE") != nil
      }
      patience *= 2  // it may only be slow
      return isManaged != nil
    }
  }

  /// Waits until the window manager has dealt with all that came before: it answers what it is asked
  /// in its turn (EWMH, `_NET_REQUEST_FRAME_EXTENTS`).
  package func awaitManager() throws {
    guard windowManager != nil else { return }
    let window = try screen.makeWindow(
      XRectangle(width: 10, height: 10), colour: 0, isMapped: false)
    defer { window.destroy() }
    window.askForFrameExtents()
    try eventually("the window manager answers") { window.numbers("_NET_FRAME_EXTENTS") != nil }
  }
}
