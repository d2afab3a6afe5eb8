import Glibc
import TestSupport
import Testing

/// What `list --json` tells of a show that nobody sits before.
@Suite("What list tells of a show") struct ShowTallyTests {
  let stage: Stage

  init() throws { stage = try Stage() }

  private func show() throws -> ListedChannel.Show? { try stage.listed().first?.show }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test("when a picture came last, how many could not be shown, and why the last could not")
  func failures() throws {
    try stage.fill("a.png", "c.png")
    try stage.folder.write(Array(Picture.noise(30, 20).png().prefix(500)), to: "pictures/b.png")
    let start = Self.now
    let running = try stage.startShow("-t", "3600")
    #expect(try running.next() == "a.png")
    let first = try eventually("it tells of the first") { try show()?.last_change }
    #expect((start...Self.now).contains(first))
    try eventually("the broken one has been met") { try show()?.failures == 1 }
    let reason = try #require(try show()?.last_failure)
    #expect(running.program.standardError == "shmshare: \(reason)\n")
    #expect(reason.hasPrefix("\(stage.picturesPath)/b.png: "))
    #expect(try show()?.waiting_for == nil)
    try running.steer("next")
    #expect(try running.next() == "c.png")
    try eventually("it tells of the second") { try show()?.last_change ?? 0 > first }
    #expect(try running.program.end() == .exited(0))
  }

  @Test("what it waits for: pictures, or a directory that is not there")
  func waiting() throws {
    mkdir(stage.picturesPath, 0o700)
    let running = try stage.startShow("-t", "3600")
    let awaited = "pictures in \(stage.picturesPath)"
    try eventually("it waits") { try show()?.waiting_for == awaited }
    #expect(try show()?.last_change == nil)
    #expect(rmdir(stage.picturesPath) == 0)
    try eventually("it says what is missing") {
      try show()?.waiting_for == "\(stage.picturesPath), which is not there"
    }
    try stage.fill("a.png")
    #expect(try running.next() == "a.png")
    try eventually("it waits no longer") { try show()?.waiting_for == nil }
    #expect(try running.program.end() == .exited(0))
  }
}
