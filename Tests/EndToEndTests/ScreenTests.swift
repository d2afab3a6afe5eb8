import Glibc
import TestSupport
import Testing

/// A slideshow with hours, and its screen switched by hand.
@Suite("Hours and the screen") struct ScreenTests {
  let stage: Stage

  init() throws {
    stage = try Stage.withScreen()
    try stage.fill("a.png", "b.png")
  }

  /// The day after tomorrow: not now, whatever the time zone and the moment.
  private func otherDay() -> String {
    var (now, time) = (Glibc.time(nil) + 2 * 86_400, tm())
    localtime_r(&now, &time)
    return ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][Int(time.tm_wday)]
  }

  private func state() throws -> String? { try stage.listed().first?.show?.state }

  @Test("outside of its hours a show decodes nothing, and tells when they begin; by hand it is on")
  func hours() throws {
    let show = try stage.startShow("-t", "100", "--hours", "\(otherDay()) 9-17:30")
    try eventually("it is off") { try state() == "off" }
    let listed = try stage.share("list", "--json").output
    #expect(!listed.contains(#""next_change":null"#), "\(listed)")
    #expect(show.children.isEmpty || stage.lends(to: show.children[0]) == false)
    try show.steer("screen", "on")
    #expect(try show.next() == "a.png")
    #expect(try state() == "playing")
    try show.steer("screen", "off")
    #expect(try state() == "off")
    #expect(try show.program.end() == .exited(0))
  }

  @Test("the window is black while the screen is off, and shows the picture again")
  func black() throws {
    let show = try stage.startShow("-t", "100")
    #expect(try show.next() == "a.png")
    let viewer = try stage.startViewer("--geometry", "200x150")
    let picture = try stage.held().picture
    let (x, y) = (100, 75)
    let colour = picture[picture.width / 2, picture.height / 2]
    try eventually("it is shown") { try viewer.window.pixel(x, y) == colour & 0xFF_FFFF }
    try show.steer("screen", "off")
    try eventually("it is black") { try viewer.window.pixel(x, y) == 0 }
    #expect(try viewer.window.pixel(1, 1) == 0)
    try show.steer("screen", "on")
    try eventually("it is back") { try viewer.window.pixel(x, y) == colour & 0xFF_FFFF }
    #expect(try show.program.end() == .exited(0))
  }

  @Test("hours that are none are an error, with the place")
  func mistake() throws {
    let outcome = try stage.share("slideshow", "--hours", "Mon-Fri 7-25", stage.picturesPath)
    #expect(outcome.ending == .exited(64))
    #expect(
      outcome.errors.contains(
        "--hours: \"25\" at character 11 is no time of day, 0 to 24 or such as 7:30"))
    #expect(try stage.share("screen", "dim").ending == .exited(64))
    #expect(try stage.share("screen", "on").ending == .exited(66))
  }
}
