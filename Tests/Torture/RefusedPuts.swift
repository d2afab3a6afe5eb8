import Glibc
import TestSupport

/// Puts that the X server answers by an error, and no completion.
struct RefusedPuts {
  func run(_ context: Context, _ tally: inout Tally) throws {
    try attachedAnew(context, &tally)
    try goneForGood(context, &tally)
  }

  /// A segment that the server has given up, because its file was cut as it read: the viewer attaches
  /// the file anew, and stays on the direct path.
  private func attachedAnew(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "200x150", "--stats")
    let stream = try Stream(on: stage, context)
    for _ in 0..<4 { try stream.publishAndAwait() }
    for round in 0..<10 {
      let screen = try stage.screen
      screen.grabServer()
      try stream.publish()
      // What reaches the server meanwhile waits; the viewer has sent its put when it sleeps again.
      try eventually("the viewer has sent its put") { viewer.program.isAsleep }
      usleep(20_000)
      try cut(stage)
      screen.ungrabServer()
      // On a slow machine the viewer sees the cut itself, before it puts: then it says so.
      try eventually("the server has put zeros, or the viewer has not asked it to") {
        let said = viewer.program.standardError
        return try viewer.picture().pixels.allSatisfy { $0 & 0xFF_FFFF == 0 }
          || said.contains("has cut the frame's file short") || said.contains("pixels do not fit")
      }
      try mend(stage, byteCount: 200 * 150 * 4)
      // Now each put from the segment is an error, until the file is attached anew.
      for size in [(201 + round, 151), (200, 150)] { viewer.window.resize(to: size.0, size.1) }
      for _ in 0..<3 { try stream.publishAndAwait() }
      try viewer.awaitPicture(stream.last)
      tally.count("segments that the X server gave up")
    }
    let outcome = try viewer.quit()
    try demand(outcome.ending == .exited(0), "a viewer of cut frames: \(outcome)")
    try demand(
      !outcome.errors.contains("without shared memory"), "it gave shared memory up: \(outcome)")
    try stream.requireFree(beside: 0)
  }

  /// Cuts each frame's pixels off.
  private func cut(_ stage: Stage) throws {
    for name in stage.frames() {
      let path = stage.rootPath + "/default/" + name
      guard truncate(path, 4096) == 0 else { throw TestFailure("cannot cut \(path)") }
    }
  }

  /// Gives them their length back: they are zeros, and the viewer sees nothing amiss.
  private func mend(_ stage: Stage, byteCount: Int) throws {
    for name in stage.frames() {
      let path = stage.rootPath + "/default/" + name
      guard truncate(path, off_t(4096 + byteCount)) == 0 else {
        throw TestFailure("cannot mend \(path)")
      }
    }
  }

  /// A server that takes no more descriptors: the viewer goes on without shared memory, says so in
  /// one line, and its frames are free.
  private func goneForGood(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "200x150")
    let stream = try Stream(on: stage, context)
    guard let server = stage.server?.program.processID else { throw TestFailure("no X server") }
    let used = Set(Folder.entries("/proc/\(server)/fd").compactMap { Int($0) })
    let firstFree = (0...used.count).first { !used.contains($0) } ?? 0
    let limit = try stage.run("prlimit", ["--pid", "\(server)", "--nofile=\(firstFree):"])
    guard limit.ending == .exited(0) else { throw TestFailure("prlimit: \(limit)") }
    for _ in 0..<4 { try stream.publishAndAwait() }
    try viewer.awaitPicture(stream.last)
    let outcome = try viewer.quit()
    let lines = outcome.errors.split(separator: "\n")
    try demand(
      outcome.ending == .exited(0) && lines.count == 1
        && lines[0].contains("going on without shared memory"),
      "a viewer whose server takes no descriptor: \(outcome)")
    try stream.requireFree(beside: 0)
    tally.count("X servers that took no more descriptors")
  }
}
