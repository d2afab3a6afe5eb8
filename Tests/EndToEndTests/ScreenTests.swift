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
    // The show tells of itself a moment after its picture is there.
    try eventually("it plays") { try state() == "playing" }
    try show.steer("screen", "off")
    #expect(try state() == "off")
    #expect(try show.program.end() == .exited(0))
  }

  /// A time zone (POSIX, `TZ`) in which it is so many seconds before that time of day now.
  private func zone(in seconds: Int, _ hour: Int) -> String {
    // What is east of Greenwich is below zero, and a day has all that there are.
    let west = (Glibc.time(nil) + seconds - hour * 3600) % 86_400
    return "HERE\(west / 3600):\(west / 60 % 60):\(west % 60)"
  }

  @Test(
    "at the time at which its hours begin or end the screen is on or off", arguments: [true, false])
  func boundary(begins: Bool) throws {
    stage.environment["TZ"] = zone(in: 3, begins ? 7 : 22)
    let show = try stage.startShow("-t", "100", "--hours", "7-22")
    let viewer = try stage.startViewer("--geometry", "200x150")
    try eventually("the hours have changed") { try state() == (begins ? "playing" : "off") }
    if begins { #expect(try show.next() == "a.png") }
    let colour = begins ? try stage.held().picture : nil
    try eventually("the window has") {
      let pixel = try viewer.window.pixel(100, 75)
      return colour.map { pixel == $0[$0.width / 2, $0.height / 2] & 0xFF_FFFF } ?? (pixel == 0)
    }
    #expect(try stage.listed().first?.show?.next_change != nil)
    #expect(try show.program.end() == .exited(0))
  }

  @Test(
    "what was switched by hand stays so in the show after one that was killed",
    arguments: ["on", "off"])
  func killed(state chosen: String) throws {
    stage.environment["TZ"] = zone(in: 7200, chosen == "on" ? 7 : 22)
    let options = ["-t", "100", "--hours", "7-22"]
    let first = try stage.startShow(options, of: stage.picturesPath)
    try eventually("its hours hold") { try state() == (chosen == "on" ? "off" : "playing") }
    try first.steer("screen", chosen)
    let expected = chosen == "on" ? "playing" : "off"
    try eventually("it is switched") { try state() == expected }
    first.program.signal(SIGKILL)
    _ = try first.program.wait()
    let second = try stage.startShow(options, of: stage.picturesPath)
    try eventually("the second one runs") {
      try stage.listed().first?.show?.pid == second.program.processID
    }
    try eventually("it is as it was chosen") { try state() == expected }
    #expect(try second.program.end() == .exited(0))
  }

  @Test(
    "hours are those of the time zone that the machine has, also after it was changed",
    .enabled("needs root, to have a time zone of its own") { geteuid() == 0 })
  func otherZone() throws {
    let etc = stage.folder.path("etc")
    #expect(try stage.run("cp", ["-a", "/etc", etc]) == Outcome(0))
    func choose(_ zone: String) throws {
      // As timedatectl(1) does it.
      #expect(symlink("/usr/share/zoneinfo/Etc/\(zone)", "\(etc)/new") == 0)
      #expect(rename("\(etc)/new", "\(etc)/localtime") == 0)
    }
    try choose("GMT")
    let hour = Glibc.time(nil) / 3600 % 24
    let show = try stage.startShow(
      before: [
        "unshare", "--mount", "sh", "-c", "mount --bind '\(etc)' /etc && exec \"$0\" \"$@\"",
      ], ["-t", "100", "--hours", "\(hour)-\((hour + 3) % 24)"], of: stage.picturesPath)
    #expect(try show.next() == "a.png")
    for (zone, expected) in [("GMT+12", "off"), ("GMT", "playing")] {
      try choose(zone)
      try eventually("it is \(expected) by \(zone)") { try state() == expected }
    }
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
