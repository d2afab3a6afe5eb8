import Glibc
import TestSupport

/// Small files that want more time, memory or pixels than there are, by every way into a channel.
struct BombTrial: Trial {
  static let name = "bombs"
  static let promise =
    "a file costs no more than its limits, is named when it exceeds one, and is in nobody's way"
  static let share = 1

  private static let limits = ["--max-seconds", "2", "--max-memory", "\(1 << 30)"]

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    let bombs = Bomb.all
    try put(bombs, &tally)
    try show(bombs, &tally)
    // What is dropped has the usual limits, which an endless file uses up.
    try drop(bombs.filter { !context.isQuick || !$0.isEndless }, &tally)
    if !context.isQuick { try stopPut(&tally) }
    return tally
  }

  private func check(_ bomb: Bomb, _ said: String, _ way: String) throws {
    if let words = bomb.words {
      let accepted = [words, bomb.otherWords].compactMap { $0 }
      try demand(accepted.contains(where: said.contains), "\(bomb.name), \(way): \(said)")
    } else {
      try demand(said.isEmpty, "\(bomb.name), which is harmless, \(way): \(said)")
    }
  }

  private func put(_ bombs: [Bomb], _ tally: inout Tally) throws {
    let quarantine = try Quarantine()
    for bomb in bombs {
      let path = try quarantine.write(bomb.bytes, to: bomb.name)
      let outcome = try quarantine.stage.run(
        Product.shmshare.path, ["put", "--quiet"] + Self.limits + [path])
      let code: Int32 = bomb.words == nil ? 0 : 65
      try demand(outcome.ending == .exited(code), "\(bomb.name), put: \(outcome)")
      try check(bomb, outcome.errors, "put")
      tally.count("bombs put")
    }
  }

  /// Between good pictures, all of which are shown.
  private func show(_ bombs: [Bomb], _ tally: inout Tally) throws {
    let quarantine = try Quarantine()
    let directory = quarantine.makeDirectory("pictures")
    for (number, bomb) in bombs.enumerated() {
      _ = try quarantine.write(bomb.bytes, to: "pictures/\(number)-\(bomb.name)")
      _ = try quarantine.write(Picture.plain(0x20).png(), to: "pictures/\(number)-z.png")
    }
    let show = try quarantine.stage.start(
      Product.shmshare.path,
      ["slideshow", "--once", "--interval", "0.1", "--max-play", "0.1"] + Self.limits
        + [directory])
    let ending = try show.wait(within: patience * 5)
    try demand(ending == .exited(0), "the show: \(ending); \(show.standardError)")
    let lines = show.standardError.split(separator: "\n")
    for (number, bomb) in bombs.enumerated() where bomb.name != "icons.ico" {
      let own = lines.filter { $0.contains("/\(number)-\(bomb.name): ") }
      try check(bomb, own.joined(separator: "\n"), "in a show")
      tally.count("bombs in a show that went on")
    }
    for number in bombs.indices {
      let isNamed = lines.contains { $0.contains("/\(number)-z.png") }
      try demand(!isNamed, "a good picture of the show: \(show.standardError)")
    }
  }

  /// With a good picture behind them.
  private func drop(_ bombs: [Bomb], _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("default")
    let picture = Picture.noise(80, 60, seed: 1)
    let paths = try bombs.map { try stage.folder.write($0.bytes, to: $0.name) }
    try give(paths + [stage.file(picture, "good.png")], to: viewer, stage)
    let endless = bombs.count { $0.isEndless }
    _ = try eventually(
      "the picture behind the bombs is shown: \(viewer.program.standardError)",
      within: patience * (endless + 2)
    ) { viewer.window.title == "good.png – default" }
    try viewer.awaitPicture(picture)
    let lines = viewer.program.standardError.split(separator: "\n")
    for bomb in bombs where !["memory.png", "icons.ico"].contains(bomb.name) {
      let own = lines.filter { $0.contains("/\(bomb.name): ") }.joined(separator: "\n")
      // On a busy machine the time of a drop is over before that of the processor is.
      let isGivenUp = lines.contains { $0.contains("\(bomb.name) took more than 40 s to be read") }
      if !(bomb.isEndless && own.isEmpty && isGivenUp) { try check(bomb, own, "dropped") }
      tally.count("bombs dropped on a window that lived on")
    }
    try demand(try viewer.quit().ending == .exited(0), "the viewer did not end well")
  }

  private func give(_ paths: [String], to viewer: Viewer, _ stage: Stage) throws {
    guard let server = stage.server else { return }
    let source = try DragSource(on: server, over: viewer.window)
    source.enter(["text/uri-list"])
    guard try source.asksToDrop() else { throw TestFailure("the viewer takes no files") }
    source.drop()
    try source.give(paths.map { "file://\($0)\n" }.joined())
    guard try source.isTaken() else { throw TestFailure("the files were not taken") }
  }

  /// A put that is stopped, as one is that waits for a disk for ever: it is given up.
  private func stopPut(_ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("default")
    let bomb = try stage.folder.write(Bomb.scans.bytes, to: "scans.jpg")
    let picture = Picture.noise(80, 60, seed: 2)
    try give([bomb, stage.file(picture, "good.png")], to: viewer, stage)
    let child = try eventually("a file is being put") { viewer.program.children.first }
    kill(child, SIGSTOP)
    try eventually("the next one is shown", within: patience * 2) {
      viewer.window.title == "good.png – default"
    }
    try demand(
      viewer.program.standardError.contains("scans.jpg took more than 40 s to be read"),
      "a stopped put: \(viewer.program.standardError)")
    try eventually("the stopped put is gone") { kill(child, 0) != 0 }
    tally.count("stopped puts of a drop given up for the next file")
  }
}
