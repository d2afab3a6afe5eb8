import Glibc
import ShmChannel
import TestSupport

/// File systems and X servers that stop answering.
struct HangTrial: Trial {
  static let name = "hang"
  static let promise = "what does not answer costs what it holds, and SIGTERM is obeyed at any time"
  static let share = 2

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    let obstacle = StoppableFileSystem.obstacle
    if let obstacle { say("hang: hung directories are not tried: \(obstacle)") }
    var random = context.generator()
    try LargeDirectory(count: context.isQuick ? 20_000 : 200_000).run(&tally)
    try StoppedServer(step: context.isQuick ? 40 : 1).run(&tally)
    repeat {
      if obstacle == nil { try HungDirectory().run(&tally) }
      for _ in 0..<(context.isQuick ? 10 : 60) {
        try stopServer(after: .random(in: 0...80_000, using: &random), &tally)
      }
      try grabServer(&tally)
    } while !context.isOver && !context.isQuick
    return tally
  }

  /// The X server stands still at any moment of a viewer's start.
  private func stopServer(after microseconds: useconds_t, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    guard let server = stage.server else { return }
    let viewer = try stage.start(Product.shmview.path, [])
    usleep(microseconds)
    server.program.signal(SIGSTOP)
    defer { server.program.signal(SIGCONT) }
    usleep(100_000)
    try requireEnd(of: viewer, "a viewer whose X server stopped \(microseconds) us after its start")
    tally.count("X servers stopped while a viewer started")
  }

  /// Another client keeps the server for itself.
  private func grabServer(_ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let screen = try stage.screen
    screen.grabServer()
    defer { screen.ungrabServer() }
    let viewer = try stage.start(Product.shmview.path, [])
    usleep(300_000)
    try requireEnd(of: viewer, "a viewer that starts beside a grab")
    tally.count("viewers that started while the X server was grabbed")
  }

  /// It may not even have come to where it says how it ends.
  private func requireEnd(of program: Program, _ what: String) throws {
    program.signal(SIGTERM)
    let ending = try program.wait()
    try demand(
      ending == .exited(0) || ending == .signalled(SIGTERM), "\(what) ended with \(ending)")
  }
}
