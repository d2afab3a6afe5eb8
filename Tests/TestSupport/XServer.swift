/// An Xvfb of a test's own, killed when this value goes.
package final class XServer {
  /// The display's name, for DISPLAY.
  package let name: String
  /// The server's process, for tests that end it.
  package let program: Program
  /// A client that looks at what the others did.
  package let screen: XScreen

  private let folder: Folder
  /// The server that it shows its screen on.
  private let host: XServer?

  /// One that has been started.
  init(_ name: String, _ program: Program, in folder: Folder, on host: XServer?) throws {
    (self.name, self.program, self.folder, self.host) = (name, program, folder, host)
    screen = try XScreen(of: name)
  }

  /// Starts a server with one screen.
  ///
  /// - Parameters:
  ///   - depth: bits of a pixel that carry colour.
  ///   - overTCP: reached by 127.0.0.1, as a display of another machine is.
  ///   - userID: whose server it is, instead of this process's user.
  ///   - repeatsKeys: whether a key that is held is pressed again and again. Where the machine is
  ///     busy a key can be down for longer than a test has meant it to be.
  ///   - options: further arguments of Xvfb(1).
  package init(
    width: Int = 1600, height: Int = 1200, depth: Int = 24, overTCP: Bool = false,
    userID: UInt32? = nil, repeatsKeys: Bool = false, options: [String] = []
  ) throws {
    folder = try Folder()
    // -noreset: a server must not begin anew when its last client goes.
    let arguments = [
      "-displayfd", "1", "-screen", "0", "\(width)x\(height)x\(depth)", "-noreset", "-ac",
      overTCP ? "-listen" : "-nolisten", "tcp", repeatsKeys ? "r" : "-r",
    ]
    let user = userID.map { ["--reuid", "\($0)", "--regid", "\($0)", "--clear-groups", "Xvfb"] }
    let program = try Program(
      user == nil ? "Xvfb" : "setpriv", (user ?? []) + arguments + options,
      environment: ["PATH": "/usr/bin:/bin"], folder: folder)
    let number = try eventually("Xvfb names its display; it said: \(program.standardError)") {
      () throws -> Int? in
      let text = program.standardOutput
      if text.hasSuffix("\n") { return Int(text.dropLast()) }
      if !program.isRunning { throw TestFailure("Xvfb ended: \(program.standardError)") }
      return nil
    }
    name = (overTCP ? "127.0.0.1" : "") + ":\(number)"
    screen = try XScreen(of: name)
    self.program = program
    host = nil
  }
}
