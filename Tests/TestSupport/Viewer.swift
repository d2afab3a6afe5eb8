import Glibc

/// A running shmview with its window.
package final class Viewer {
  package let program: Program
  package let window: XWindow

  fileprivate init(_ program: Program, _ window: XWindow) {
    (self.program, self.window) = (program, window)
  }

  /// What the window holds.
  package func picture() throws -> Picture { try window.picture() }

  /// Waits until the window holds a picture at its own size, centred if it is larger.
  package func awaitPicture(_ picture: Picture) throws {
    // The window may change its size between two questions.
    try eventually("the window shows \(picture); \(state)") {
      (try? self.shown(picture)) == picture
    }
  }

  /// Waits until the window has a picture's size, and holds it.
  package func awaitWhole(_ picture: Picture) throws {
    try eventually("the window is \(picture); \(state)") { (try? self.picture()) == picture }
  }

  /// What a test is told that waits in vain.
  private var state: String {
    let shown = (try? picture()).map { "\($0)" } ?? "nothing"
    return "it holds \(shown), and shmview said: \(program.standardError)"
  }

  /// The part of the window in which a picture at its own size stands.
  package func shown(_ picture: Picture) throws -> Picture? {
    guard let frame = window.frame, frame.width >= picture.width, frame.height >= picture.height
    else { return nil }
    return try window.picture(
      of: XRectangle(
        x: (frame.width - picture.width) / 2, y: (frame.height - picture.height) / 2,
        width: picture.width, height: picture.height))
  }

  /// Ends the viewer as a user's terminal does, and gives all that it said.
  package func quit() throws -> Outcome {
    program.signal(SIGTERM)
    return try Outcome(of: program)
  }
}

extension Stage {
  /// Starts shmview and waits for its window.
  package func startViewer(_ arguments: String...) throws -> Viewer {
    try startViewer(arguments)
  }

  /// Starts shmview, or a copy of it, and waits for its window.
  ///
  /// - Parameter isQuiet: Whether it says nothing over pictures that a test does not ask for.
  package func startViewer(
    _ arguments: [String], program: String = Product.shmview.path, isQuiet: Bool = true
  ) throws -> Viewer {
    let quiet = isQuiet && program == Product.shmview.path ? ["--quiet-screen"] : []
    let program = try start(program, quiet + arguments)
    let screen = try screen
    let window = try eventually("shmview opens its window; it said: \(program.standardError)") {
      () throws -> XWindow? in
      guard program.isRunning else {
        throw TestFailure("shmview ended: \(try Outcome(of: program))")
      }
      return screen.window(of: program.processID)
    }
    return Viewer(program, window)
  }
}
