import ShmChannel
import TestSupport
import Testing

@Suite("Pictures that are presented at the vertical blank") struct VblankTests {
  let stage: Stage

  init() throws { stage = try Stage(on: XServer(width: 800, height: 600)) }

  /// What the viewer says of a server that shows nothing to anybody.
  private func madeUp(_ stage: Stage) -> String {
    "shmview: --sync vblank: the X server \(stage.server?.name ?? "") has no screen with a vertical"
      + " blank, and makes up a clock of 60 Hz\n"
  }

  @Test(
    "are shown to the pixel, under text and without it, and one frame is held at rest",
    arguments: [[], ["--no-shm"], ["--rotate", "180"], ["--geometry", "500x400"]])
  func pixels(options: [String]) throws {
    let viewer = try stage.startViewer(options + ["--sync", "vblank", "--stats"])
    let isTurned = options.contains("180")
    for seed in 1...3 as ClosedRange<UInt64> {
      let picture = Picture.noise(320, 200, seed: seed)
      try stage.show(picture)
      let seen =
        isTurned
        ? Picture(width: picture.width, height: picture.height) { x, y in
          picture[picture.width - 1 - x, picture.height - 1 - y]
        } : picture
      try viewer.awaitPicture(seen)
      try stage.awaitShown(Generation(rawValue: seed))
      let shown = try viewer.picture()
      try stage.press("i", in: viewer)
      try eventually("text over the picture") {
        try viewer.picture().difference(from: shown) != nil
      }
      try stage.press("i", in: viewer)
      try eventually("the picture alone") { try viewer.picture() == shown }
      try eventually("one frame is held") { stage.pinned(by: viewer.program) == [seed] }
    }
    try viewer.awaitStats("all of it") { ($0.vblank.map { $0.copy + $0.none } ?? 0) >= 9 }
    let outcome = try viewer.quit()
    #expect(outcome.errors == madeUp(stage))
    let stats = try #require(try Stats.lines(outcome.output).last)
    let vblank = try #require(stats.vblank)
    #expect(stats.shown == 3 && stats.skipped == 0)
    #expect(vblank.last == "copy" && vblank.flip == 0)
    #expect((stats.plain > 0) == options.contains("--no-shm"))
  }

  @Test("of more frames than the screen can show the server skips some, and none is seen in part")
  func stream() throws {
    try untilTold {
      let vblank = try streamed(400)
      #expect(try stage.share("rm", "default") == Outcome(0))
      return vblank
    }
  }

  /// Runs something until the server has told in time what has become of each present: one that waits
  /// for a processor for a quarter of a second does not.
  private func untilTold(_ run: () throws -> Stats.Vblank) throws {
    for _ in 0..<5 where try run().none == 0 { return }
    Issue.record("five times the server has not told of all presents")
  }

  /// Publishes so many frames as fast as it goes, and gives what has become of them.
  private func streamed(_ count: Int) throws -> Stats.Vblank {
    let viewer = try stage.startViewer("--sync", "vblank", "--stats", "--geometry", "320x240")
    let channel = try Channel.openOrCreate(ChannelName("default"), root: stage.root)
    func publish(_ number: Int) throws {
      var loan = try channel.loan(width: 320, height: 240, format: .bgrx)
      let pixels = [UInt32](repeating: 0xFF00_0000 | UInt32(number), count: 320 * 240)
      try pixels.withUnsafeBytes { try loan.write($0.bytes) }
      _ = try loan.publish(title: "frame")
    }
    try publish(1)
    try stage.awaitShown(Generation(rawValue: 1))
    for number in 2...count {
      try publish(number)
      if number % 25 == 0 {
        #expect(Set(try viewer.picture().pixels).count == 1, "of one frame")
        #expect(viewer.pinCount <= 2)
      }
    }
    try stage.awaitShown(Generation(rawValue: UInt64(count)))
    #expect(Set(try viewer.picture().pixels.map { $0 & 0xFF_FFFF }) == [UInt32(count)])
    try eventually("one frame is held") { viewer.pinCount == 1 }
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    let vblank = try #require(stats.vblank)
    #expect(stats.shown + stats.skipped <= count && stats.generation == count)
    #expect(vblank.skip > 0 && stats.skipped >= vblank.skip)
    #expect(vblank.none > 0 || stats.shown == vblank.copy)
    return vblank
  }

  @Test("are drawn anew in another size, come back where they were covered, and fade")
  func changes() throws {
    let viewer = try stage.startViewer("--sync", "vblank", "--stats")
    let picture = Picture.noise(200, 150)
    try stage.show(picture)
    for (width, height) in [(320, 200), (250, 300)] {
      viewer.window.resize(to: width, height)
      try viewer.awaitPicture(picture)
    }
    let cover = try stage.screen.makeWindow(XRectangle(width: 800, height: 600), colour: 0x123456)
    cover.destroy()
    try viewer.awaitPicture(picture)
    let start = ContinuousClock.now
    try stage.fade(to: .noise(200, 150, seed: 2), lasting: FadeTests.long)
    var seen: [Picture] = [picture]
    try eventually("two mixtures are seen") {
      if let shown = try viewer.shown(picture), shown != seen.last { seen.append(shown) }
      return seen.count > 2
    }
    let next = Picture.noise(200, 150, seed: 3)
    let generation = try stage.fade(to: next, lasting: .milliseconds(500))
    try stage.awaitShown(generation)
    #expect(try viewer.shown(next) == next)
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    let blanks = Int((ContinuousClock.now - start) / .milliseconds(16))
    #expect((2...blanks).contains(stats.faded), "at most one step a vertical blank")
    #expect(stats.shown == 2)
  }

  @Test("count as shown in a window that is not on the screen")
  func unmapped() throws {
    let viewer = try stage.startViewer("--sync", "vblank")
    try stage.show(.noise(200, 150))
    let window = "\(viewer.window.id)"
    #expect(try stage.run("xdotool", ["windowunmap", window]).ending == .exited(0))
    let picture = Picture.noise(200, 150, seed: 2)
    try stage.show(picture)
    #expect(try stage.run("xdotool", ["windowmap", window]).ending == .exited(0))
    try viewer.awaitPicture(picture)
    #expect(try viewer.quit() == Outcome(0, errors: madeUp(stage)))
  }

  @Test("have a fullscreen window ask compositors to let it be, as long as it is one")
  func bypass() throws {
    let viewer = try stage.startViewer("--sync", "vblank", "-f")
    let property = "_NET_WM_BYPASS_COMPOSITOR"
    try eventually("it asks") { viewer.window.numbers(property) == [1] }
    try stage.press("f", in: viewer)
    try eventually("it asks no longer") { viewer.window.numbers(property) == nil }
    let other = try stage.startViewer("-f")
    try eventually("it covers the screen") { other.window.frame?.width == 800 }
    #expect(other.window.numbers(property) == nil)
  }

  @Test("several channels in one window go there at once, which one line says")
  func several() throws {
    try stage.put(.noise(64, 48), channel: "a")
    try stage.put(.noise(64, 48), channel: "b")
    let viewer = try stage.startViewer("a", "b", "--sync", "vblank", "--stats")
    try stage.show(.noise(64, 48, seed: 2), channel: "b")
    let outcome = try viewer.quit()
    #expect(
      outcome.errors
        == "shmview: going on without --sync vblank, which is for a window of one channel\n")
    #expect(try Stats.lines(outcome.output).allSatisfy { $0.vblank == nil })
  }

  private static let servers = [XServerKind.xephyr, .xvnc, .xwayland].filter(\.isInstalled)

  @Test(
    "are shown to the pixel by other servers, whatever these do for it",
    .enabled(if: !servers.isEmpty, "none of Xephyr, Xvnc and Xwayland is installed"),
    arguments: servers)
  func others(kind: XServerKind) throws {
    let stage = try Stage(on: XServer.start(kind))
    try untilTold {
      let viewer = try stage.startViewer("--sync", "vblank", "--stats")
      for seed in 1...3 as ClosedRange<UInt64> {
        let picture = Picture.noise(320, 240, seed: seed)
        try stage.show(picture)
        try viewer.awaitPicture(picture)
      }
      let outcome = try viewer.quit()
      #expect(["", madeUp(stage)].contains(outcome.errors))
      let vblank = try #require(try Stats.lines(outcome.output).last?.vblank)
      #expect(vblank.flip + vblank.copy + vblank.none >= 3)
      return vblank
    }
  }
}
