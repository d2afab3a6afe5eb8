import Glibc
import TestSupport

/// Programs that stand still, as under `kill -STOP`, in a debugger, or on a machine that swaps.
struct StopTrial: Trial {
  static let name = "stop"
  static let promise = "a program that stands still blocks nobody in silence, and costs little"
  static let share = 2

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    try viewer(context, &tally)
    return tally
  }

  /// A viewer that holds frames: publishers go on, memory is bounded, and the last one is shown
  /// when the viewer goes on.
  private func viewer(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let pictures = (0..<4).map { Picture.noise(320, 240, seed: context.seed &+ UInt64($0)) }
    let files = try pictures.enumerated().map { try stage.file($1, "\($0).png") }
    let viewer = try stage.startViewer()
    try stage.show(file: files[0])
    viewer.program.signal(SIGSTOP)
    let count = 200
    let arguments = (1...count).map { files[$0 % 4] }
    let outcome = try stage.run(Product.shmshare.path, arguments)
    try demand(outcome.ending == .exited(0), "puts beside a stopped viewer: \(outcome)")
    tally.count("frames published beside a stopped viewer", count)
    let frames = stage.frames().count
    try demand(frames <= 4, "\(frames) frame files beside one stopped viewer")
    viewer.program.signal(SIGCONT)
    try viewer.awaitPicture(pictures[count % 4])
    tally.count("viewers stopped")
  }
}
