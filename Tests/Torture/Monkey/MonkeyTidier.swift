import TestSupport

/// Closes all that random hands have opened over a viewer's picture.
///
/// Nobody knows what they have opened, so it is found out by trying: each key is pressed, and when
/// the viewer has done what it means, the window is looked at.
struct MonkeyTidier {
  private let stage: Stage
  private let viewer: Viewer
  private let pings: Pings

  init(_ stage: Stage, _ viewer: Viewer, on server: XServer) throws {
    (self.stage, self.viewer) = (stage, viewer)
    pings = try Pings(of: viewer.window, on: server)
  }

  /// Makes the window one again.
  func leaveFullscreen() throws {
    try pings.awaitCalm()
    if try isFullscreen {
      try press("f")
      try eventually("the window is no longer fullscreen") { try !isFullscreen }
    }
  }

  private var isFullscreen: Bool {
    get throws {
      let screen = try stage.screen
      return viewer.window.frame.map { $0.width == screen.width && $0.height == screen.height }
        ?? false
    }
  }

  /// The window shows that picture once nothing lies over it, and it is looked at as at first.
  func requirePicture(_ wanted: Picture) throws {
    try pings.awaitCalm()
    try press("0")
    try stopComparing()
    try closeHelp()
    if try viewer.picture() == wanted { return }
    // What else can be switched, by a Gray code: each step switches one.
    for step in 1..<1 << Self.switches.count {
      try press(Self.switches[step.trailingZeroBitCount])
      if try viewer.picture() == wanted { return }
    }
    let shown = try viewer.picture()
    throw BrokenPromise(
      "a window does not show what a fresh snapshot does: "
        + (shown.difference(from: wanted) ?? "it does now"))
  }

  /// Whatever is compared, and whether there is a mark: the first of these keys wipes, or no longer;
  /// the others go through the differences, which come after the wipe as after nothing, to their end.
  private func stopComparing() throws {
    for key in ["D", "d", "d", "d"] { try press(key) }
  }

  /// Frozen or not, and each of the panels.
  private static let switches = ["x", "i", "v", "B", "I", "T"]

  /// Nothing else is seen over a picture while the help is there: it is closed when the window says
  /// that it is frozen, and no longer says so.
  private func closeHelp() throws {
    for _ in 0..<Self.mostPages {
      if try changes(by: "x"), try changes(by: "x") { return }
      try press("question")
    }
    throw BrokenPromise("the help stays, or the window cannot be frozen")
  }

  private func changes(by key: String) throws -> Bool {
    let before = try viewer.picture()
    try press(key)
    return try viewer.picture() != before
  }

  /// Pages of the help in the smallest window that is looked at, and some.
  private static let mostPages = 30

  private func press(_ key: String) throws {
    try stage.press(key, in: viewer)
    try pings.awaitCalm()
  }
}
