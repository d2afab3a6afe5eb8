import ShmChannel
import TestSupport
import Testing

@Suite("Many puts, publishers and viewers") struct ManyTests {
  @Test("200 quick puts end with the last one on screen, and every one is counted")
  func twoHundred() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--stats")
    let files = try (0..<20).map {
      try stage.folder.write(Picture.noise(160, 120, seed: UInt64($0 + 1)).ppm(), to: "\($0).ppm")
    }
    try stage.show(file: files[0])
    for number in 1..<200 {
      let outcome = try stage.share(files[number * 7 % 20])
      try #require(outcome.ending == .exited(0))
    }
    let last = Picture.noise(160, 120, seed: UInt64(199 * 7 % 20 + 1))
    try viewer.awaitPicture(last)
    try stage.awaitShown(Generation(rawValue: 200))
    #expect(try stage.held().generation == 200)
    #expect(stage.frames().count <= 4)
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(stats.generation == 200)
    #expect(stats.shown + stats.skipped == 200)
  }

  @Test("200 pictures put by one process end with the last one on screen")
  func oneProcess() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--stats")
    let files = try (0..<8).map {
      try stage.folder.write(Picture.noise(160, 120, seed: UInt64($0 + 1)).ppm(), to: "\($0).ppm")
    }
    try stage.show(file: files[0])
    let all = (1...200).map { files[$0 % 8] }
    let outcome = try stage.run(Product.shmshare.path, all)
    let lines = (1...200).map { "default: generation \($0 + 1), 160x120, \($0 % 8).ppm\n" }
    #expect(outcome == Outcome(0, output: lines.joined()))
    try viewer.awaitPicture(Picture.noise(160, 120, seed: 1))
    try stage.awaitShown(Generation(rawValue: 201))
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(stats.generation == 201)
    #expect(stats.shown + stats.skipped == 201)
  }

  @Test("two publishers and two viewers at once: nothing torn, nothing lost, one last picture")
  func twoAndTwo() throws {
    let stage = try Stage.withScreen()
    let viewers = [
      try stage.startViewer("--stats", "--geometry", "200x150+0+0"),
      try stage.startViewer("--stats", "--geometry", "200x150+400+0"),
    ]
    // One colour a picture: two colours in a window would be two frames.
    let colours: [UInt32] = [0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FFFF]
    let files = try colours.map { try stage.file(.plain($0, 200, 150), "\($0).png") }
    let publishers = [
      try stage.start(Product.shmshare.path, (0..<100).map { files[$0 % 2] }),
      try stage.start(Product.shmshare.path, (0..<100).map { files[2 + $0 % 2] }),
    ]
    while publishers.contains(where: \.isRunning) {
      for viewer in viewers {
        let shown = try viewer.picture()
        let centre = shown[100, 75] & 0xFF_FFFF
        guard colours.contains(centre) else { continue }  // still waiting for the first
        #expect(shown.difference(from: .plain(centre, 200, 150)) == nil)
      }
    }
    for publisher in publishers {
      #expect(try publisher.wait() == .exited(0))
      #expect(publisher.standardError.isEmpty)
    }
    let (picture, generation) = try stage.held()
    #expect(generation == 200)
    try stage.awaitShown(Generation(rawValue: 200))
    for viewer in viewers {
      try viewer.awaitPicture(picture)
      let stats = try #require(try Stats.lines(viewer.quit().output).last)
      #expect(stats.generation == 200)
    }
    #expect(stage.frames().count <= 2 * 2 + 2 + 1 + 1, "2 x viewers + loans + latest + idle")
  }

  @Test("viewers of several channels do not mix them up")
  func channels() throws {
    let stage = try Stage.withScreen()
    let names = ["a", "B.2", "c_-"]
    let pictures = (1...3).map { Picture.noise(100, 100, seed: $0) }
    let viewers = try names.enumerated().map { index, name in
      try stage.startViewer(name, "--geometry", "100x100+\(index * 200)+0")
    }
    for (name, picture) in zip(names, pictures) { try stage.show(picture, channel: name) }
    for (viewer, picture) in zip(viewers, pictures) { #expect(try viewer.picture() == picture) }
  }
}
