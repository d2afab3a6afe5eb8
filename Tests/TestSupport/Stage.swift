import Glibc
package import ShmChannel
import SystemPackage

/// What a test has of its own: a folder, a channel root in it, mostly an X server, and programs.
package final class Stage {
  package let folder: Folder
  /// SHMVIEW_DIR of the programs; they make it.
  package var rootPath: String
  /// nil for a test that shows nothing.
  package let server: XServer?
  /// More of the environment of every program, or other values.
  package var environment: [String: String] = [:]
  /// Whom all programs run as, by setpriv(1); nil for the user of the tests.
  package var userID: UInt32?
  /// The window manager, once `start(_:)` has started one; ends with the stage.
  var windowManager: Program?

  /// A stage without an X server.
  package init() throws {
    folder = try Folder()
    rootPath = folder.path("root")
    server = nil
  }

  package init(on server: XServer) throws {
    folder = try Folder()
    rootPath = folder.path("root")
    self.server = server
  }

  /// A stage with a screen of 1600x1200.
  package static func withScreen() throws -> Stage { try Stage(on: XServer()) }

  package var root: ChannelRoot { ChannelRoot(path: FilePath(rootPath)) }

  /// The screen, which the test must have.
  package var screen: XScreen {
    get throws {
      guard let server else { throw TestFailure("this stage has no X server") }
      return server.screen
    }
  }

  /// The fonts of all tests, `Tests/fonts.conf`.
  private static let fonts =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/fonts.conf"

  private var wholeEnvironment: [String: String] {
    var all = [
      "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SHMVIEW_DIR": rootPath,
      "FONTCONFIG_FILE": Self.fonts,
    ]
    all["DISPLAY"] = server?.name
    return all.merging(environment) { $1 }
  }

  private var asUser: [String] {
    guard let userID else { return [] }
    return ["setpriv", "--reuid", "\(userID)", "--regid", "\(userID)", "--clear-groups"]
  }

  /// Starts a program of the system or of ours.
  package func start(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    input: Program.Input = .nothing
  ) throws -> Program {
    let command = asUser + [executable] + arguments
    return try Program(
      command[0], Array(command.dropFirst()),
      environment: wholeEnvironment.merging(environment) { $1 }, input: input, folder: folder)
  }

  /// Starts shmshare.
  package func startShare(_ arguments: String..., input: Program.Input = .nothing) throws -> Program
  {
    try start(Product.shmshare.path, arguments, input: input)
  }

  /// Runs a program to its end.
  package func run(
    _ executable: String, _ arguments: [String], input: Program.Input = .nothing
  ) throws -> Outcome {
    try Outcome(of: start(executable, arguments, input: input))
  }

  /// Runs shmshare to its end.
  @discardableResult
  package func share(_ arguments: String..., input: Program.Input = .nothing) throws -> Outcome {
    try run(Product.shmshare.path, arguments, input: input)
  }

  /// Runs shmview to its end: for calls that open no window.
  package func view(_ arguments: String...) throws -> Outcome {
    try run(Product.shmview.path, arguments)
  }
}
