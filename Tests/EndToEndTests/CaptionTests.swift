import ShmChannel
import ShmShow
import TestSupport
import Testing

/// What is over and around pictures: `--caption`, `--background`.
@Suite("Captions and backgrounds") struct CaptionTests {
  let stage: Stage
  private var file: String { stage.folder.path("out.png") }

  init() throws { stage = try Stage.withScreen() }

  private func view(_ arguments: [String]) throws -> Outcome {
    try stage.run(Product.shmview.path, arguments)
  }

  private func put() throws {
    let path = try stage.file(.plain(0x10_2030, 640, 400), "sunset.png")
    #expect(try stage.share("-q", path) == Outcome(0))
  }

  @Test("the color is around pictures, in a window that waits, and in a snapshot")
  func background() throws {
    let viewer = try stage.startViewer("--geometry", "300x200", "--background", "#204060")
    try eventually("it waits in that color") { try viewer.window.pixel(2, 2) == 0x20_4060 }
    try stage.show(.plain(0xFF_0000, 100, 100))
    try eventually("the picture comes") { try viewer.window.pixel(150, 100) == 0xFF_0000 }
    #expect(try viewer.window.pixel(2, 2) == 0x20_4060)
    viewer.window.resize(to: 400, 200)
    try eventually("the window grows") { try viewer.window.pixel(390, 100) == 0x20_4060 }
    #expect(
      try stage.view("--snapshot", file, "--geometry", "300x200", "--background", "204060")
        == Outcome(0))
    let picture = try Picture(png: Folder.contents(file))
    #expect(picture[2, 2] & 0xFF_FFFF == 0x20_4060 && picture[150, 100] & 0xFF_FFFF == 0xFF_0000)
  }

  @Test(
    "a caption stands in its corner, and nowhere else",
    arguments: ["top-left", "top-right", "bottom-left", "bottom-right"])
  func corner(corner: String) throws {
    try put()
    let arguments = ["--caption", "{file}", "--caption-corner", corner]
    #expect(try view(["--snapshot", file] + arguments) == Outcome(0))
    let picture = try Picture(png: Folder.contents(file))
    let touched = (0..<400).flatMap { y in
      (0..<640).compactMap { x in picture[x, y] & 0xFF_FFFF == 0x10_2030 ? nil : (x, y) }
    }
    try #require(!touched.isEmpty)
    #expect(touched.allSatisfy { ($0.1 < 200) == corner.hasPrefix("top") })
    #expect(touched.allSatisfy { ($0.0 < 320) == corner.hasSuffix("left") })
  }

  @Test("larger letters take more room, and a window shows what a snapshot does")
  func size() throws {
    try put()
    var areas: [Int] = []
    for size in ["10", "40"] {
      let arguments = ["--caption", "{file}", "--caption-size", size]
      #expect(try view(["--snapshot", file] + arguments) == Outcome(0))
      let picture = try Picture(png: Folder.contents(file))
      areas.append(picture.pixels.filter { $0 & 0xFF_FFFF != 0x10_2030 }.count)
    }
    #expect(areas[1] > 4 * areas[0])
    let viewer = try stage.startViewer("--caption", "{file}", "--caption-size", "40")
    try viewer.awaitPicture(Picture(png: Folder.contents(file)))
  }

  @Test("it tells a place in the show that the show has told after the picture was on screen")
  func position() throws {
    let show = try Show(on: .standard, root: stage.root)
    try show.update(ShowStatus(state: .playing, position: 1, count: 3))
    try put()
    let caption = ["--caption", "{position}"]
    let viewer = try stage.startViewer(caption)
    for position in 1...2 {
      try show.update(ShowStatus(state: .playing, position: position, count: 3))
      #expect(try view(["--snapshot", file] + caption) == Outcome(0))
      try viewer.awaitPicture(Picture(png: Folder.contents(file)))
    }
  }

  @Test(
    "what is none of it is refused",
    arguments: [
      (["--background", "red"], "<#rrggbb>': it takes a color such as \"#1c1c1c\";"),
      (["--background", "#123"], "<#rrggbb>': it takes a color such as \"#1c1c1c\";"),
      (["--caption", "{x"], "'--caption <format>': { at character 1 has no } after it"),
      (["--caption-size", "5"], "'--caption-size <points>': it takes 6 to 144 points"),
    ])
  func mistakes(arguments: [String], words: String) throws {
    let outcome = try view(arguments)
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }
}
