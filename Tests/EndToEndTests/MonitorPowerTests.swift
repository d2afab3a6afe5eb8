import Glibc
import TestSupport
import Testing

/// The monitors of an X server that can switch them off.
@Suite(
  "The monitors of a screen that is off",
  .enabled("\(PoweredServer.obstacle ?? "")") { PoweredServer.obstacle == nil })
struct MonitorPowerTests {
  let stage: Stage
  let show: RunningShow

  init() throws {
    stage = try Stage(on: PoweredServer.start())
    try stage.fill("a.png", "b.png")
    show = try stage.startShow("-t", "100")
    #expect(try show.next() == "a.png")
  }

  private func awaitMonitors(_ state: String, _ saving: String, _ what: Comment) throws {
    try eventually("\(what): the monitors are \(state), power saving is \(saving)") {
      let text = try stage.run("xset", ["q"]).output
      return text.contains("Monitor is \(state)") == (saving == "Enabled")
        && text.contains("DPMS is \(saving)")
    }
  }

  private func startFullscreen() throws -> Viewer {
    let viewer = try stage.startViewer("--fullscreen")
    try eventually("it has the whole screen") {
      viewer.window.frame.map { ($0.width, $0.height) == (1024, 768) } ?? false
    }
    return viewer
  }

  @Test(
    "a show's hours switch the monitors, and power saving is afterwards what it was",
    arguments: [true, false])
  func hours(isSaving: Bool) throws {
    let saving = isSaving ? "Enabled" : "Disabled"
    #expect(try stage.run("xset", [isSaving ? "+dpms" : "-dpms"]).ending == .exited(0))
    let viewer = try startFullscreen()
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off")
    try show.steer("screen", "on")
    try awaitMonitors("On", saving, "on")
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off again")
    #expect(try viewer.program.end() == .exited(0))
    try awaitMonitors("On", saving, "the viewer has ended")
  }

  @Test("the last that a viewer asks for is done also by a server that comes to it late")
  func late() throws {
    #expect(try stage.run("xset", ["-dpms"]).ending == .exited(0))
    let viewer = try startFullscreen()
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off")
    let server = try #require(stage.server).program
    try server.stop()
    viewer.program.signal(SIGTERM)
    let viewers = stage.rootPath + "/default/viewers"
    try eventually("it has left the channel") { Folder.entries(viewers).isEmpty }
    server.signal(SIGCONT)
    #expect(try viewer.program.wait() == .exited(0))
    // A server that finds a connection closed reads no more from it.
    try awaitMonitors("On", "Disabled", "the viewer has ended")
  }

  @Test("a viewer after one that was killed switches the monitors on, and power saving back")
  func killed() throws {
    #expect(try stage.run("xset", ["-dpms"]).ending == .exited(0))
    let first = try startFullscreen()
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off")
    first.program.signal(SIGKILL)
    _ = try first.program.wait()
    // In the night: they stay off.
    let second = try startFullscreen()
    second.program.signal(SIGKILL)
    _ = try second.program.wait()
    try awaitMonitors("Off", "Enabled", "two were killed")
    try show.steer("screen", "on")
    let third = try startFullscreen()
    try awaitMonitors("On", "Disabled", "the day has begun")
    #expect(try third.program.end() == .exited(0))
    #expect(third.program.standardError.isEmpty)
  }

  @Test("monitors that somebody has lit by the mouse, or another viewer as it ended, go off again")
  func lit() throws {
    // Without these the server itself would switch them off.
    #expect(try stage.run("xset", ["dpms", "0", "0", "0"]).ending == .exited(0))
    let viewer = try startFullscreen()
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off")
    try stage.hands("mousemove", "30", "40")
    try awaitMonitors("On", "Enabled", "the mouse was moved")
    try eventually("they are off again", within: .seconds(150)) {
      try stage.run("xset", ["q"]).output.contains("Monitor is Off")
    }
    #expect(try viewer.program.end() == .exited(0))
  }

  @Test("who switches power saving off meanwhile has switched the monitors on")
  func switchedOff() throws {
    let viewer = try startFullscreen()
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off")
    #expect(try stage.run("xset", ["-dpms"]).ending == .exited(0))
    try show.steer("screen", "on")
    try show.steer("screen", "off")
    try awaitMonitors("Off", "Enabled", "off again")
    #expect(try viewer.program.end() == .exited(0))
    #expect(viewer.program.standardError.isEmpty)
  }
}
