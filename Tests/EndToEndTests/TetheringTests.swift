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
