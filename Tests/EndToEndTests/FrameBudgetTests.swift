import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("System calls of a shown frame", .serialized)
struct FrameBudgetTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  /// Publishes plain frames, each when a viewer has shown the one before, or at once.
  private func publish(
    _ count: Int, into channel: Channel, width: Int = 64, height: Int = 48, waits: Bool
  ) throws {
    for index in 0..<count {
      let picture = Picture.plain(UInt32(index), width, height)
      var loan = try channel.loan(width: picture.width, height: picture.height, format: .bgrx)
      try picture.pixels.withUnsafeBytes { try loan.write($0.bytes) }
      let generation = try loan.publish(title: "")
      if waits { try #require(try channel.waitUntilShown(generation, timeout: patience)) }
    }
  }

  @Test("of a publisher that outruns the X server two frames at most are put; others wake nobody")
  func outrunning() throws {
    let stage = try Stage(on: XServer())
    let server = try #require(stage.server)
    let viewer = try stage.startViewer("--stats", "--geometry", "64x48")
    let channel = try Channel.openOrCreate(ChannelName("default"), root: stage.root)
    try publish(20, into: channel, waits: true)
    try server.program.stop()
    try publish(1, into: channel, waits: false)
    try eventually("it is put") { stage.pinned(by: viewer.program) == [20, 21] }
    // Behind it only where the server was brisk before.
    try publish(1, into: channel, waits: false)
    // A line of counters comes every second.
    try viewer.program.awaitRest(of: .milliseconds(1200))
    let before = viewer.program.wakeUps
    try publish(200, into: channel, waits: false)
    #expect(viewer.program.wakeUps == before && viewer.program.isAsleep)
    server.program.signal(SIGCONT)
    try publish(1, into: channel, waits: true)
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(stats.generation == 223 && stats.shown <= 24)
  }

  @Test("a frame from shared memory costs the viewer 12 system calls at most, 6 of them for X")
  func direct() throws {
    let trace = stage.folder.path("trace")
    // -D: the viewer is the test's child, and strace(1) watches from aside.
    let viewer = try stage.startViewer(
      ["-D", "-o", trace, Product.shmview.path, "--geometry", "64x48"], program: "strace")
    let (first, count) = (20, 300)
    let channel = try Channel.openOrCreate(ChannelName("default"), root: stage.root)
    try publish(first + count, into: channel, waits: true)
    _ = try viewer.quit()
    let calls = String(decoding: Folder.contents(trace), as: UTF8.self).split(separator: "\n")
      .map { $0.prefix { $0 != "(" } }
    // The viewer acknowledges each frame by one write into its own file.
    let acknowledgements = calls.indices.filter { calls[$0] == "pwrite64" }
    try #require(acknowledgements.count >= first + count)
    let start = acknowledgements[acknowledgements.count - count - 1]
    let frames = calls[start..<acknowledgements[acknowledgements.count - 1]]
    let perFrame = Dictionary(grouping: frames) { $0 }
      .mapValues { Double($0.count) / Double(count) }
    #expect(Double(frames.count) / Double(count) <= 12, "\(perFrame)")
    let forX = ["recvmsg", "writev", "poll", "ppoll"].compactMap { perFrame[$0[...]] }
    #expect(forX.reduce(0, +) <= 6, "\(perFrame)")
  }

  @Test("a frame that is followed costs 7 system calls: the wait, five to have it, and its write")
  func followed() throws {
    let trace = stage.folder.path("trace")
    let (first, count) = (20, 100)
    let channel = try Channel.openOrCreate(ChannelName("default"), root: stage.root)
    let program = try stage.start(
      "strace",
      [
        "-qq", "-o", trace, Product.shmshare.path, "follow", "--format", "raw", "-n",
        "\(first + count)",
      ])
    for number in 1...first + count {
      try publish(1, into: channel, width: 1, height: 1, waits: false)
      try eventually("it is written") { program.standardOutputBytes.count == 4 * number }
    }
    #expect(try program.wait() == .exited(0))
    let calls = String(decoding: Folder.contents(trace), as: UTF8.self).split(separator: "\n")
    let writes = calls.indices.filter { calls[$0].hasPrefix("write(1,") }
    try #require(writes.count == first + count)
    let frames = calls[writes[first - 1]..<writes[first + count - 1]]
    #expect(frames.count <= 7 * count, "\(frames.suffix(20).joined(separator: "\n"))")
  }
}
