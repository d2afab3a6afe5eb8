import TestSupport
import Testing

@Suite("The viewer's options") struct OptionsTests {
  @Test(
    "--geometry places and sizes the window",
    arguments: [
      ("300x200", nil, XRectangle(width: 300, height: 200)),
      ("300x200+50+60", (50, 60), XRectangle(width: 300, height: 200)),
      ("300x200-0-0", (1300, 1000), XRectangle(width: 300, height: 200)),
    ] as [(String, (Int, Int)?, XRectangle)])
  func geometry(text: String, place: (Int, Int)?, size: XRectangle) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", text)
    try stage.show(.noise(600, 500))
    let frame = try #require(viewer.window.frame)
    #expect(frame.width == size.width)
    #expect(frame.height == size.height)
    if let place {
      #expect(frame.x == place.0)
      #expect(frame.y == place.1)
    }
  }

  @Test("--geometry with nonsense is wrong usage", arguments: ["", "axb", "0x5", "10x", "5x5+1"])
  func badGeometry(text: String) throws {
    let stage = try Stage()
    let outcome = try stage.view("--geometry", text)
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.hasPrefix("shmview: "))
  }

  @Test(
    "tones that there are none of are wrong usage, and the message has what was given and what there is",
    arguments: [
      ("--color-table", "rainbow", ["rainbow", "viridis"]), ("--range", "5:5", ["5:5", "robust"]),
      ("--range", "nan:1", ["nan:1", "two finite numbers that differ"]),
    ])
  func tones(option: String, value: String, words: [String]) throws {
    let outcome = try Stage().view(option, value)
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.split(separator: "\n").count == 1 && outcome.output.isEmpty)
    #expect(words.allSatisfy(outcome.errors.contains), "\(outcome.errors)")
  }

  @Test("--title replaces all of the title, for good")
  func title() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--title", "Cámara 1")
    #expect(viewer.window.title == "Cámara 1")
    try stage.show(.noise(30, 30))
    #expect(viewer.window.title == "Cámara 1")
  }

  @Test("a channel is named by the argument, and shown in the title")
  func channel() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("cam.1")
    #expect(viewer.window.title == "shmview – cam.1")
    try stage.show(.noise(100, 80), channel: "cam.1")
    #expect(try viewer.picture() == .noise(100, 80))
    try eventually("the title") { viewer.window.title == "picture.png – cam.1" }
  }
}
