import Glibc
import TestSupport
import Testing

@Suite("Slideshows of many pictures, and of many deaths") struct SlideshowManyTests {
  @Test("300 pictures that are dropped in one burst are all shown, each before the old ones go on")
  func burst() throws {
    let stage = try Stage()
    try stage.fill("a.png", "b.png")
    let show = try stage.startShow("-t", "3600")
    #expect(try show.next() == "a.png")
    mkdir(stage.folder.path("card"), 0o700)
    var names: Set<String> = []
    for number in 0..<300 {
      names.insert("\(number).png")
      try stage.folder.write(Picture.plain(UInt32(number), 8, 8).png(), to: "card/\(number).png")
    }
    let script = "cp \(stage.folder.path("card"))/* \(stage.picturesPath)"
    #expect(try stage.run("/bin/sh", ["-c", script]) == Outcome(0))
    try show.awaitCount(302)
    for _ in 0..<300 {
      try show.steer("next")
      let name = try show.next()
      #expect(names.remove(name) != nil, "\(name)")
    }
    try show.steer("next")
    #expect(try show.next() == "b.png")
    #expect(stage.frames().count <= 4)
    #expect(show.program.standardError.isEmpty)
  }

  @Test("of 100,000 pictures one is shown, and one that comes then is shown next")
  func hundredThousand() throws {
    let stage = try Stage()
    try stage.fill("0.png")
    // tmpfs has no limit of links to a file.
    for number in 1..<100_000 {
      let name = "\(stage.picturesPath)/\(number).png"
      try #require(link(stage.picturesPath + "/0.png", name) == 0)
    }
    let show = try stage.startShow("-t", "3600")
    _ = try show.next()
    try show.awaitCount(100_000)
    try stage.fill("new.png")
    try show.awaitCount(100_001)
    try show.steer("next")
    #expect(try show.next() == "new.png")
    #expect(show.program.standardError.isEmpty)
  }

  @Test("decoders killed at any instant cost their slides, and nothing else", arguments: 1...3)
  func kills(seed: UInt64) throws {
    let stage = try Stage()
    let names = (0..<6).map { "\($0).png" }
    mkdir(stage.picturesPath, 0o700)
    for (index, name) in names.enumerated() {
      try stage.place(.noise(400, 300, seed: UInt64(index + 1)), name)
    }
    let show = try stage.startShow("-t", "0.02")
    var random = SeededGenerator(seed: seed)
    var kills = 0
    while kills < 40 {
      usleep(UInt32.random(in: 0...60_000, using: &random))
      for child in show.children where kill(child, SIGKILL) == 0 { kills += 1 }
    }
    var rest = Set(names)
    while !rest.isEmpty { rest.remove(try show.next()) }
    let held = try stage.held().picture
    #expect(names.indices.contains { held == .noise(400, 300, seed: UInt64($0 + 1)) })
    #expect(stage.frames().count <= 4)
    let words = ": its decoder was killed (signal 9)"
    for line in show.program.standardError.split(separator: "\n") {
      #expect(line.hasSuffix(words), "\(line)")
    }
  }
}
