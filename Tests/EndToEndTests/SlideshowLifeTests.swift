import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("The life of a slideshow's processes") struct SlideshowLifeTests {
  @Test("a decoder that is killed costs its slide and one line")
  func killedChild() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    let child = try show.holder()
    kill(child, SIGKILL)
    try show.awaitErrors(
      "shmshare: \(stage.picturesPath)/b.png: its decoder was killed (signal 9)\n")
    var titles: [String] = []
    for _ in 0..<3 {
      try show.steer("next")
      titles.append(try show.next())
    }
    #expect(titles == ["c.png", "a.png", "b.png"])
  }

  @Test("decoders that are killed again and again do not stop the show")
  func killedChildren() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png", "d.png")
    let show = try stage.startShow("-t", "0.05")
    var seen: Set<pid_t> = []
    while seen.count < 40 {
      usleep(10_000)
      for child in show.children where seen.insert(child).inserted && Bool.random() {
        kill(child, SIGKILL)
      }
    }
    var rest: Set = ["a.png", "b.png", "c.png", "d.png"]
    while !rest.isEmpty { rest.remove(try show.next()) }
    #expect(stage.frames().count <= 4)
  }

  @Test("a killed show leaves no process, list says so, and a new one starts")
  func killedShow() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    let child = try show.holder()
    try show.program.end(by: SIGKILL)
    try eventually("the decoder goes with it") { kill(child, 0) != 0 }
    #expect(try stage.listed()[0].show?.state == "killed")
    #expect(try stage.held().generation == 1)
    let second = try stage.startShow("-t", "3600")
    #expect(try second.next() == "a.png")
    #expect(try stage.listed()[0].show?.pid == second.program.processID)
  }

  @Test(
    "a show that is asked to end leaves nothing but its last picture",
    arguments: [
      SIGTERM, SIGINT, SIGHUP,
    ])
  func ended(by signal: CInt) throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    let child = try show.holder()
    #expect(try show.program.end(by: signal) == .exited(0))
    #expect(kill(child, 0) != 0)
    #expect(!stage.channelFiles().contains("show"))
    #expect(try stage.held().generation == 1)
  }

  @Test("a second show on a channel is refused, and --replace ends the first")
  func second() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let first = try stage.startShow("-t", "3600")
    #expect(try first.next() == "a.png")
    let refused = try stage.share("slideshow", stage.picturesPath)
    #expect(refused.ending == .exited(75))
    #expect(refused.errors.contains("\(first.program.processID)"), "\(refused)")
    let second = try stage.startShow("-t", "3600", "--replace", "--reverse")
    #expect(try second.next() == "b.png")
    #expect(try Outcome(of: first.program) == Outcome(0))
  }

  @Test("where there is no picture or no directory the show waits, and goes on when it comes back")
  func waiting() throws {
    let stage = try Stage()
    let show = try stage.startShow("-t", "3600")
    try eventually("the show waits") { try stage.listed().first?.show?.state == "waiting" }
    try stage.fill("a.png")
    #expect(try show.next() == "a.png")
    Folder.remove(stage.picturesPath)
    try show.awaitCount(0)
    #expect(try stage.held().generation == 1, "the last picture stays")
    try stage.fill("b.png")
    #expect(try show.next() == "b.png")
    #expect(show.program.isRunning)
  }

  @Test("a channel that is removed is made anew, with the picture in it")
  func removedChannel() throws {
    let stage = try Stage()
    try stage.fill("a.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    #expect(try stage.share("rm", "default") == Outcome(0))
    try eventually("the picture is there again") { (try? stage.held().generation) == 1 }
    // In one step: what is removed file by file the show might complete meanwhile.
    let aside = stage.folder.path("aside")
    #expect(rename(stage.rootPath, aside) == 0)
    Folder.remove(aside)
    try eventually("the picture is there again") { (try? stage.held().generation) == 1 }
  }

  @Test("a show of a single picture sleeps, and so does one that pauses", arguments: [true, false])
  func idle(isPaused: Bool) throws {
    let stage = try Stage()
    try stage.fill("a.png")
    if isPaused { try stage.fill("b.png") }
    let show = try stage.startShow("-t", isPaused ? "3600" : "0.1")
    #expect(try show.next() == "a.png")
    if isPaused {
      try show.steer("pause")
      _ = try show.holder()
    }
    // Once what it has begun is done (the next picture is decoded ahead), nothing wakes it.
    try eventually("the show sleeps for a second and a half") {
      let before = self.switches(show)
      usleep(1_500_000)
      return before == self.switches(show)
    }
  }

  /// How often the process has gone to sleep.
  private func switches(_ show: RunningShow) -> String {
    String(decoding: Folder.contents("/proc/\(show.program.processID)/status"), as: UTF8.self)
      .split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt") }.map(String.init) ?? ""
  }
}
