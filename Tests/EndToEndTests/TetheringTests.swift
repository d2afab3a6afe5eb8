import Glibc
import TestSupport
import Testing

@Suite("Shots that come into a watched folder") struct TetheringTests {
  private let stage: Stage

  init() throws {
    stage = try Stage()
    try stage.fill("a.png")
  }

  @Test("a burst of ten ends on the last, and most of those before it are never shown")
  func burst() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    // It hears of all of them at once then.
    let watcher = try #require(show.watchers.first)
    kill(watcher, SIGSTOP)
    for number in 1...9 { try stage.fill("shot-0\(number).png") }
    try stage.fill("shot-10.png")
    kill(watcher, SIGCONT)
    var titles: [String] = []
    while titles.last != "shot-10.png" { titles.append(try show.next()) }
    #expect(titles == titles.sorted() && titles.count < 10, "\(titles)")
    try stage.fill("next.png")
    #expect(try show.next() == "next.png", "nothing came behind the last shot")
  }

  @Test("what is no picture, and comes while a shot is decoded, does not end that")
  func sidecars() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    let decoder = try eventually("a process waits") { show.waitingChild }
    kill(decoder, SIGSTOP)
    try stage.fill("shot.png")
    try show.awaitCount(2)
    for name in ["shot.xmp", "shot.mov", "shot.cos"] {
      try stage.folder.write(Array("<x:xmpmeta/>".utf8), to: "pictures/" + name)
    }
    // Told of after those.
    unlink(stage.picturesPath + "/a.png")
    try show.awaitCount(1)
    #expect(show.children.contains(decoder))
    kill(decoder, SIGCONT)
    #expect(try show.next() == "shot.png")
  }

  @Test("a shot is shown whole, and once, however programs write it")
  func patterns() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    var generation: UInt64 = 1
    for (number, pattern) in WritingPattern.allCases.enumerated() {
      let picture = Picture.noise(60, 40, seed: UInt64(number + 1))
      let name = "\(pattern).png"
      try pattern.write(picture.png(), to: stage.picturesPath + "/" + name, on: stage)
      generation += 1
      try eventually("\(pattern) is shown") { try stage.held().picture == picture }
      // What comes twice would come before the next one.
      try stage.fill("\(number).png")
      generation += 1
      try eventually("the next one is shown") {
        try stage.listed().first?.title == "\(number).png"
      }
      #expect(try stage.held().generation == generation, "\(pattern)")
    }
    #expect(show.program.isRunning)
  }

  @Test("a shot whose file is closed once more, or written over with what it held, is shown once")
  func closedAgain() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    let bytes = Picture.noise(60, 40, seed: 8).png()
    let path = stage.picturesPath + "/shot.png"
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    #expect(bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == bytes.count)
    // Closed by another, and so shown, before its writer has closed it.
    let other = open(path, O_WRONLY | O_CLOEXEC)
    #expect(other >= 0 && close(other) == 0)
    #expect(try show.next() == "shot.png")
    let last = bytes.suffix(1).withUnsafeBytes { pwrite(file, $0.baseAddress, 1, bytes.count - 1) }
    #expect(last == 1)
    let acts: [() throws -> Void] = [
      { close(file) }, { try stage.folder.write(bytes, to: "pictures/shot.png") },
    ]
    for act in acts {
      let waiting = try eventually("a process waits") { show.waitingChild }
      try act()
      _ = try eventually("another one waits, since that one has read the file") {
        show.waitingChild.flatMap { $0 == waiting ? nil : $0 }
      }
      #expect(try stage.held().generation == 2)
    }
    try stage.fill("b.png")
    #expect(try show.next() == "b.png")
    #expect(try stage.held().generation == 3)
  }

  @Test("a shot that gets its name after it was closed is shown under that, whenever it gets it")
  func suffixed() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    let watcher = try #require(show.watchers.first)
    for (number, isShown) in [false, true].enumerated() {
      let (name, early) = ("shot-\(number).png", "shot-\(number).png.Xy12Ab")
      // Both at once, or when it is on screen under its first name.
      if !isShown { kill(watcher, SIGSTOP) }
      try stage.place(.noise(60, 40, seed: UInt64(number)), early)
      if isShown { #expect(try show.next() == early) }
      #expect(rename(stage.picturesPath + "/" + early, stage.picturesPath + "/" + name) == 0)
      kill(watcher, SIGCONT)
      #expect(try show.next() == name)
      #expect(try stage.held().picture == .noise(60, 40, seed: UInt64(number)))
    }
    try stage.fill("b.png")
    #expect(try show.next() == "b.png")
    try show.steer("next")
    #expect(try show.next() == "shot-1.png", "it is in its place")
  }

  @Test("an old shot that is touched, or written over with what it held, does not move the show")
  func touched() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    for name in ["b.png", "c.png"] {
      try stage.fill(name)
      #expect(try show.next() == name)
    }
    let bytes = Folder.contents(stage.picturesPath + "/a.png")
    for name in ["a.png", "b.png"] {
      let file = open(stage.picturesPath + "/" + name, O_WRONLY | O_CLOEXEC)
      #expect(futimens(file, nil) == 0 && close(file) == 0)
    }
    try stage.folder.write(bytes, to: "pictures/a.png")
    // What is told of later is looked at later.
    try stage.fill("d.png")
    #expect(try show.next() == "d.png")
    #expect(try stage.held().generation == 4)
    try stage.place(.plain(0x123456), "b.png")
    #expect(try show.next() == "b.png")
    #expect(try stage.held().picture == .plain(0x123456))
  }

  @Test("a folder that comes back with another shot in it shows that one")
  func comesBack() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    let away = stage.folder.path("away")
    #expect(rename(stage.picturesPath, away) == 0)
    try eventually("the folder is missed") { try stage.listed().first?.show?.count == 0 }
    try stage.folder.write(Picture.plain(0x445566).png(), to: "away/b.png")
    #expect(rename(away, stage.picturesPath) == 0)
    #expect(try show.next() == "b.png")
  }

  @Test("the raw file of a shot whose JPEG is cut, or is removed, is shown")
  func halves() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    // What a file is called says which half it is, and what is in it what it shows.
    try stage.place(.plain(0x111111), "shot.dng")
    #expect(try show.next() == "shot.dng")
    let whole = Picture.plain(0x222222).png()
    try stage.folder.write(Array(whole.dropLast(20)), to: "pictures/shot.jpg")
    try eventually("it is met") { try stage.listed().first?.show?.failures == 1 }
    try stage.fill("b.png")
    #expect(try show.next() == "b.png")
    // The cut one first.
    try stage.folder.write(Array(whole.dropLast(20)), to: "pictures/next.jpg")
    try eventually("it is met") { try stage.listed().first?.show?.failures == 2 }
    try stage.place(.plain(0x333333), "next.dng")
    #expect(try show.next() == "next.dng")
    try stage.folder.write(whole, to: "pictures/next.jpg")
    #expect(try show.next() == "next.jpg")
    #expect(unlink(stage.picturesPath + "/next.jpg") == 0)
    #expect(try show.next() == "next.dng")
  }

  @Test("a shot that smbd writes over another one of the same size and the same time is shown")
  func sameTime() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    for number in 1...3 as ClosedRange<UInt32> {
      let colour = [UInt8](repeating: UInt8(number), count: 3 * 60 * 40)
      try WritingPattern.stamped.write(
        Array("P6 60 40 255\n".utf8) + colour, to: stage.picturesPath + "/shot.ppm", on: stage)
      #expect(try show.next() == "shot.ppm")
      #expect(try stage.held().picture == .plain(number * 0x01_0101, 60, 40))
    }
  }

  @Test("a shot that is written over another one is shown once, whatever is done to that one first")
  func overwritten() throws {
    let show = try stage.startShow("--newest")
    #expect(try show.next() == "a.png")
    // As `gio copy` does: may it be written? Then a file beside it, which takes its place.
    let picture = Picture.noise(60, 40, seed: 7)
    let path = stage.picturesPath + "/a.png"
    let old = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    #expect(old >= 0 && close(old) == 0)
    try WritingPattern.renamed.write(picture.png(), to: path, on: stage)
    try eventually("the new one is shown") { try stage.held().picture == picture }
    try stage.fill("b.png")
    try eventually("the next one is shown") { try stage.listed().first?.title == "b.png" }
    #expect(try stage.held().generation == 3)
    #expect(show.program.isRunning)
  }
}
