import Glibc
import ShmChannel
import TestSupport

/// 64 viewers on one channel: all show the last frame, and the channel holds no more than they do.
struct ManyViewers {
  private static let count = 64

  func run(_ context: Context, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewers = try (0..<Self.count).map { number in
      try stage.start(
        Product.shmview.path,
        ["--geometry", "200x150+\(200 * (number % 8))+\(150 * (number / 8))"])
    }
    let stream = try Stream(on: stage, context)
    try eventually("\(Self.count) viewers come") {
      try stage.root.list().channels.first?.viewers.count == Self.count
    }
    for _ in 0..<100 { try stream.publish() }
    let frames = stage.frames().count
    try demand(
      frames <= Stream.mostFrames(Self.count), "\(frames) frame files of \(Self.count) viewers")
    try stream.awaitShown()
    for viewer in viewers {
      let window = try stage.screen.window(of: viewer.processID)
      try demand(
        try window?.picture() == stream.last,
        "viewer \(viewer.processID) does not show the last frame: \(viewer.standardError)")
      viewer.signal(SIGTERM)
    }
    for viewer in viewers {
      try demand(try viewer.wait() == .exited(0), "a viewer's end: \(viewer.standardError)")
    }
    try stream.requireFree(beside: 0)
    tally.count("viewers of one channel", Self.count)
  }
}
