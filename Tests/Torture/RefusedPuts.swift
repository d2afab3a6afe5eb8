import Glibc
import TestSupport

/// Puts that the X server answers by an error, and no completion.
struct RefusedPuts {
  func run(_ context: Context, _ tally: inout Tally) throws {
    try attachedAnew(context, &tally)
    try goneForGood(context, &tally)
  }

  /// Segments that the server has given up, because their files were cut as it read: the viewer
  /// attaches them anew, and stays on the direct path.
  private func attachedAnew(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "200x150")
    let stream = try Stream(on: stage, context)
    for _ in 0..<4 { try stream.publishAndAwait() }
    var refused = 0
    for round in 0..<10 {
      let lost = try cutInFlight(stage, viewer, stream)
      try mend(stage, byteCount: 200 * 150 * 4)
      // Now each draw request from the segment is an error, until the file is attached anew.
      viewer.window.resize(to: 201 + round, 151)
      try eventually("the server has \(lost) anew") { try attached(stage).isSuperset(of: lost) }
      viewer.window.resize(to: 200, 150)
      for _ in 0..<3 { try stream.publishAndAwait() }
      try viewer.awaitPicture(stream.last)
      try viewer.requireOnePin()
      refused += lost.count
    }
    try demand(refused > 0, "no segment was given up: nothing was tried")
    tally.count("segments that the X server gave up, attached anew", refused)
    try demand(try viewer.quit() == Outcome(0), "a viewer of cut frames complains")
    try stream.requireFree(beside: 0)
  }

  /// Cuts the frames while a draw request from one of them waits in the server; those that the server has
  /// given up then: it has memory of its own in their place.
  private func cutInFlight(
    _ stage: Stage, _ viewer: Viewer, _ stream: Stream
  ) throws -> Set<String> {
    let screen = try stage.screen
    screen.grabServer()
    try stream.publish()
    // The frame on the window, and the one whose put has been sent: the viewer looks at neither
    // again.
    try eventually("a draw request is in flight; the viewer holds \(viewer.pinCount) frames") {
      viewer.pinCount == 2 && viewer.program.isAsleep
    }
    let before = try attached(stage)
    try cut(stage)
    screen.ungrabServer()
    try eventually("the server has put zeros") {
      try viewer.picture().pixels.allSatisfy { $0 & 0xFF_FFFF == 0 }
    }
    return before.subtracting(try attached(stage))
  }

  /// The frames' files that the server has mapped: proc_pid_maps(5).
  private func attached(_ stage: Stage) throws -> Set<String> {
    guard let server = stage.server?.program.processID else { throw TestFailure("no X server") }
    let maps = String(decoding: Folder.contents("/proc/\(server)/maps"), as: UTF8.self)
    let channel = stage.rootPath + "/default/"
    return Set(
      maps.split(separator: "\n").compactMap { line in
        line.firstRange(of: channel).map { String(line[$0.upperBound...]) }
      })
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
    try stage.server?.program.takeDescriptors(on: stage)
    for _ in 0..<4 { try stream.publishAndAwait() }
    try viewer.awaitPicture(stream.last)
    try viewer.requireOnePin()
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

extension Viewer {
  /// Waits until the frame on the window is all that it keeps publishers from: the pin of a draw request
  /// that ended by an error has also been released.
  func requireOnePin() throws {
    try eventually("the viewer holds \(pinCount) frames; it holds one") { pinCount == 1 }
  }
}
