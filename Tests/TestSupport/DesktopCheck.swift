import Glibc

/// What a window must do on every desktop: opens and follows to the pixel, goes fullscreen and back
/// from either start, steals no focus, is resized, and is closed.
package struct DesktopCheck {
  private let stage: Stage
  private let manager: WindowManager
  private let server: XServerKind
  private let picture = Picture.noise(400, 300)
  private let other = Picture.noise(400, 300, seed: 2)

  /// On a stage whose server and manager are these, and have been started.
  package init(on stage: Stage, _ server: XServerKind, _ manager: WindowManager) {
    (self.stage, self.server, self.manager) = (stage, server, manager)
  }

  /// - Throws: what did not happen.
  package func run() throws {
    try stage.share(stage.file(picture))
    try window()
    try stage.put(picture)
    try fullscreen(isEarly: true)
    try stage.share("rm", "default")
    try fullscreen(isEarly: false)
  }

  private func window() throws {
    let viewer = try stage.startViewer()
    try viewer.awaitPicture(picture)
    try keepFocus(viewer)
    try step("resized") {
      viewer.window.resize(to: 500, 420)
      if !manager.isTiling {
        try eventually("its size") {
          viewer.window.frame.map { ($0.width, $0.height) == (500, 420) } ?? false
        }
      }
      try viewer.awaitPicture(other)
    }
    let before = try viewer.place(on: stage)
    for _ in 0..<2 {
      try cover(viewer) { try toggleFullscreen(viewer) }
      try viewer.awaitPicture(other)
      try step("back from fullscreen") {
        try toggleFullscreen(viewer)
        try eventually("it is where it was, at \(before as Any)") {
          let place = try viewer.place(on: stage)
          return manager.isTiling ? place != whole : isSame(place, before)
        }
      }
    }
    try step("closed") {
      viewer.window.askToClose()
      let outcome = try Outcome(of: viewer.program)
      guard outcome.ending == .exited(0) else { throw TestFailure("\(outcome)") }
    }
  }

  /// Pictures come, and whoever has the keyboard keeps it.
  private func keepFocus(_ viewer: Viewer) throws {
    if server.hasManager { return try stage.show(other) }
    try step("follows without the focus") {
      let screen = try stage.screen
      let typed = screen.makeWindow(XRectangle(width: 100, height: 100), colour: 0x12_3456)
      defer { typed.destroy() }
      try eventually("another window is on screen") { typed.isViewable }
      typed.takeFocus()
      try eventually("it has the keyboard") { screen.focus == typed.id }
      for next in [picture, other] {
        try stage.show(next)
        guard screen.focus == typed.id else { throw TestFailure("the focus has gone elsewhere") }
      }
    }
    // It may have stood before the picture.
    try viewer.awaitPicture(other)
  }

  /// A window that begins fullscreen, with its first picture before or after that.
  private func fullscreen(isEarly: Bool) throws {
    let viewer = try stage.startViewer("-f")
    if manager.movesBeginners {
      try eventually("it is as large as the screen") { viewer.window.frame?.width == whole.width }
    } else {
      try cover(viewer) {}
    }
    if !isEarly { try stage.show(picture) }
    try viewer.awaitPicture(picture)
    try step("a window after -f, with the picture \(isEarly ? "before" : "after") it") {
      if server.hasManager {
        viewer.window.toggleFullscreen()
      } else {
        try stage.press("Escape", in: viewer)
      }
      if manager.isTiling {
        try eventually("less than the screen") { try viewer.place(on: stage) != whole }
      } else {
        try eventually("the picture's size, in the middle") {
          try isSame(
            viewer.place(on: stage), XRectangle(x: 600, y: 450, width: 400, height: 300))
        }
      }
      try viewer.awaitPicture(picture)
    }
    let outcome = try viewer.quit()
    guard outcome.ending == .exited(0) else { throw TestFailure("\(outcome)") }
  }

  private func toggleFullscreen(_ viewer: Viewer) throws {
    if server.hasManager {
      viewer.window.toggleFullscreen()
    } else {
      try stage.press("f", in: viewer)
    }
  }

  private func isSame(_ place: XRectangle?, _ wanted: XRectangle?) -> Bool {
    guard server.hasManager else { return place == wanted }
    return place?.width == wanted?.width && place?.height == wanted?.height
  }

  private let whole = XRectangle(width: 1600, height: 1200)

  private func cover(_ viewer: Viewer, _ act: () throws -> Void) throws {
    try step("fullscreen") {
      try act()
      try eventually("it covers the screen") { try viewer.place(on: stage) == whole }
    }
  }

  private func step(_ name: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw TestFailure("\(name): \(error)")
    }
  }
}
