import Glibc
import TestSupport
import Testing

@Suite("save, list, wait and rm") struct SaveListWaitTests {
  let stage: Stage
  let picture = Picture.noise(30, 20)

  init() throws { stage = try Stage() }

  @Test("list without a root is an empty array, and makes nothing")
  func emptyList() throws {
    let missing =
      "shmshare: \(stage.rootPath), which SHMVIEW_DIR names, does not exist yet\n"
    #expect(try stage.share("list", "--json") == Outcome(0, output: "[]\n", errors: missing))
    #expect(try stage.share("list") == Outcome(0, errors: missing))
    #expect(Folder.entries(stage.folder.path).contains("root") == false)
  }

  @Test("list tells of each channel what it shows and what it costs")
  func list() throws {
    let path = try stage.file(picture, "x.png")
    try stage.share("--channel", "b", "--title", "say \"hi\" \\ é", path)
    try stage.share("--channel", "a", path)
    try stage.share("--channel", "a", path)
    let listed = try stage.listed()
    #expect(listed.map(\.channel) == ["a", "b"])
    #expect(listed.map(\.generation) == [2, 1])
    #expect(listed.map(\.title) == ["x.png", "say \"hi\" \\ é"])
    #expect(listed.allSatisfy { $0.width == 30 && $0.height == 20 && $0.viewers.isEmpty })
    #expect(listed.allSatisfy { ($0.age_seconds ?? -1) >= 0 })
    #expect(listed.allSatisfy { $0.bytes >= 4096 + 30 * 20 * 4 && $0.bytes % 4096 == 0 })
    let table = try stage.share("list")
    #expect(table.ending == .exited(0))
    #expect(table.output.split(separator: "\n").count == 3)
  }

  @Test("list names a viewer with its process and what it has shown")
  func listedViewer() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    try stage.show(picture)
    try stage.show(picture)
    let viewers = try stage.listed()[0].viewers
    #expect(viewers == [.init(name: "shmview", pid: viewer.program.processID, generation: 2)])
  }

  @Test("save, wait and rm of what is not there")
  func missing() throws {
    let none = "shmshare: there is no channel none\n"
    let path = stage.folder.path("out.png")
    #expect(try stage.share("save", path, "--channel", "none") == Outcome(66, errors: none))
    #expect(try stage.share("rm", "none") == Outcome(66, errors: none))
    #expect(access(path, F_OK) != 0)
    #expect(try stage.share("wait", "--channel", "none", "--timeout", "0.1") == Outcome(75))
  }

  @Test("save to standard output is a PPM, and to no place that it can write an error")
  func savePlaces() throws {
    try stage.put(picture)
    let save = try stage.startShare("save", "-")
    #expect(try save.wait() == .exited(0))
    #expect(save.standardOutputBytes == picture.ppm())
    let nowhere = stage.folder.path("no/such/folder.png")
    let outcome = try stage.share("save", nowhere)
    #expect(outcome.ending != .exited(0))
    #expect(outcome.isOneComplaint(of: nowhere), "\(outcome)")
    #expect(Folder.entries(stage.folder.path).filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test("wait prints the next generation as a bare number")
  func wait() throws {
    try stage.put(picture)
    let waiting = try stage.startShare("wait")
    try awaitSleep(of: waiting)
    try stage.put(picture)
    #expect(try Outcome(of: waiting) == Outcome(0, output: "2\n"))
    #expect(try stage.share("wait", "--after", "1") == Outcome(0, output: "2\n"))
    #expect(try stage.share("wait", "--after", "2", "--timeout", "0.2") == Outcome(75))
    #expect(try stage.share("wait", "--timeout", "0") == Outcome(75))
  }

  @Test("wait without a channel waits for its first generation")
  func waitForChannel() throws {
    let waiting = try stage.startShare("wait", "--channel", "later", "--timeout", "60")
    try awaitSleep(of: waiting)
    try stage.put(picture, channel: "other")
    #expect(waiting.isRunning)
    try stage.put(picture, channel: "later")
    #expect(try Outcome(of: waiting) == Outcome(0, output: "1\n"))
  }

  @Test("--wait-shown without a viewer is 75 in the end, and the picture stays")
  func notShown() throws {
    let path = try stage.file(picture, "x.png")
    let outcome = try stage.share("--wait-shown", "0.3", path)
    #expect(outcome.ending == .exited(75))
    #expect(outcome.output == "default: generation 1, 30x20, x.png\n")
    #expect(try stage.held().picture == picture)
  }

  @Test("--wait-shown waits for a viewer that comes later")
  func shownLater() throws {
    let stage = try Stage.withScreen()
    let put = try stage.startShare("--wait-shown", "60", stage.file(picture))
    try awaitSleep(of: put)
    let viewer = try stage.startViewer()
    #expect(try put.wait() == .exited(0))
    #expect(try viewer.shown(picture) == picture)
  }

  @Test("--quiet prints nothing")
  func quiet() throws {
    #expect(try stage.share("-q", stage.file(picture)) == Outcome(0))
    #expect(try stage.share("--quiet", stage.file(picture)) == Outcome(0))
  }

  @Test("rm takes several, and the frames with them")
  func remove() throws {
    for name in ["a", "b", "c"] { try stage.put(picture, channel: name) }
    #expect(
      try stage.share("rm", "a", "none", "b")
        == Outcome(66, errors: "shmshare: there is no channel none\n"))
    #expect(Folder.entries(stage.rootPath) == ["c"])
  }

  @Test("rm --unused leaves what is looked at, young, or of a running slideshow")
  func removeUnused() throws {
    let stage = try Stage.withScreen()
    for name in ["old", "seen", "show"] { try stage.put(picture, channel: name) }
    let viewer = try stage.startViewer("seen")
    mkdir(stage.folder.path("p"), 0o700)
    let show = try stage.startShare("slideshow", "--channel", "show", stage.folder.path("p"))
    try eventually("the show runs, and somebody looks") {
      let listed = try stage.listed()
      return listed.contains { $0.show != nil } && listed.contains { !$0.viewers.isEmpty }
    }
    #expect(try stage.share("rm", "--unused") == Outcome(0))
    #expect(Folder.entries(stage.rootPath).sorted() == ["old", "seen", "show"])
    let removed = try stage.share("rm", "--unused", "--older", "0s")
    #expect(removed.output.hasPrefix("old: removed, ") && removed.ending == .exited(0))
    #expect(Folder.entries(stage.rootPath).sorted() == ["seen", "show"])
    try viewer.program.end()
    try show.end()
    #expect(
      try stage.share("rm", "--unused", "--older", "0s").output.split(separator: "\n").count == 2)
    for age in ["1", "1.5h", "1x", ""] {
      #expect(
        try stage.run(Product.shmshare.path, ["rm", "--unused", "--older", age]).errors
          .contains("--older takes a whole number with its unit, such as 90s, 30min, 12h or 7d, "))
    }
    for wrong in [[], ["--unused", "x"], ["--older", "1d", "x"], ["--unused", "--older", "1y"]] {
      #expect(try stage.run(Product.shmshare.path, ["rm"] + wrong).ending == .exited(64))
    }
  }

  @Test("list begins with the channel of the newest picture")
  func newestFirst() throws {
    for name in ["b", "c", "a", "b"] { try stage.put(picture, channel: name) }
    #expect(
      try stage.share("wait", "--viewer", "--channel", "0", "--timeout", "0").ending == .exited(75))
    let lines = try stage.share("list").output.split(separator: "\n").dropFirst()
    #expect(lines.map { $0.prefix { $0 != " " } } == ["b", "a", "c", "0"])
  }

  /// Waits until a program has nothing to do but wait.
  private func awaitSleep(of program: Program) throws {
    try eventually("the program sleeps in poll(2)") {
      let text = Folder.contents("/proc/\(program.processID)/syscall")
      // poll is 7, ppoll 271 and pselect6 270 on x86-64; 73 and 72 on arm64.
      return ["7 ", "271 ", "270 ", "73 ", "72 "].contains { number in
        String(decoding: text, as: UTF8.self).hasPrefix(number)
      }
    }
  }
}
