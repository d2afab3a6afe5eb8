import CX11
import Glibc
import TestSupport
import Testing

@Suite("What the window tells the desktop") struct PropertiesTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  /// What xprop(1) says of the window, without the icon's pixels.
  private func properties(of viewer: Viewer) throws -> [String: String] {
    let outcome = try stage.run("xprop", ["-id", "\(viewer.window.id)"])
    #expect(outcome.ending == .exited(0))
    var (found, name) = ([String: String](), "")
    for line in outcome.output.split(separator: "\n") {
      if let end = line.firstIndex(where: { $0 == "(" || $0 == ":" }), !line.hasPrefix("\t") {
        name = String(line[..<end])
        found[name] = String(line[end...])
      } else {
        found[name]?.append("\n\(line)")
      }
    }
    return found
  }

  @Test("are ICCCM's and EWMH's properties, of the types that these ask for")
  func standard() throws {
    let viewer = try stage.startViewer()
    let found = try properties(of: viewer)
    let host = try stage.run("uname", ["-n"]).output.dropLast()
    #expect(found["WM_CLASS"] == "(STRING) = \"shmview\", \"shmview\"")
    #expect(found["WM_CLIENT_MACHINE"] == "(STRING) = \"\(host)\"")
    #expect(found["_NET_WM_PID"] == "(CARDINAL) = \(viewer.program.processID)")
    #expect(found["_NET_WM_WINDOW_TYPE"] == "(ATOM) = _NET_WM_WINDOW_TYPE_NORMAL")
    #expect(
      found["WM_PROTOCOLS"]
        == "(ATOM): protocols  WM_DELETE_WINDOW, _NET_WM_PING, _NET_WM_SYNC_REQUEST")
    #expect(found["XdndAware"] == "(ATOM) = BITMAP", "the atom 5: the protocol's version")
    #expect(found["_NET_WM_NAME"] == "(UTF8_STRING) = \"shmview – default\"")
    #expect(found["WM_NAME"] == "(STRING) = \"shmview - default\"")
    #expect(found["_NET_WM_SYNC_REQUEST_COUNTER"]?.hasPrefix("(CARDINAL) = ") ?? false)
    let icon = try #require(found["_NET_WM_ICON"])
    #expect(icon.contains("Icon (32 x 32)") && icon.contains("Icon (48 x 48)"))
    let hints = try #require(found["WM_HINTS"])
    #expect(hints.contains("Client accepts input or input focus: True"))
    #expect(hints.contains("Initial state is Normal State"))
    #expect(!hints.contains("urgency"))
    #expect(found["_NET_WM_USER_TIME"] == nil, "nobody has touched it")
    #expect(found["_NET_STARTUP_ID"] == nil)
  }

  @Test("are size hints that bind a window manager only where the user has said something")
  func sizes() throws {
    let own = try #require(try properties(of: stage.startViewer())["WM_NORMAL_HINTS"])
    #expect(own.contains("program specified size: 640 by 400"))
    #expect(own.contains("program specified minimum size: 1 by 1"))
    #expect(own.contains("window gravity: NorthWest"))
    #expect(!own.contains("user specified"))
    let given = try #require(
      try properties(of: stage.startViewer("--geometry", "300x200-5+7"))["WM_NORMAL_HINTS"])
    #expect(given.contains("user specified location: 1295, 7"))
    #expect(given.contains("user specified size: 300 by 200"))
    #expect(given.contains("window gravity: NorthEast"))
  }

  @Test("are the time of the user's last key, and the instance's name that the environment gives")
  func userTime() throws {
    stage.environment["RESOURCE_NAME"] = "left-camera"
    let viewer = try stage.startViewer()
    #expect(viewer.window.text("WM_CLASS") == "left-camera\0shmview\0")
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    try stage.hands("key", "z")
    let first = try eventually("the key's time") { viewer.window.numbers("_NET_WM_USER_TIME") }
    #expect(first.count == 1)
    usleep(2000)
    try stage.hands("key", "z")
    try eventually("the next key's time") {
      viewer.window.numbers("_NET_WM_USER_TIME") ?? first != first
    }
  }

  @Test("are the launch that it came from, whose end is told to all")
  func startup() throws {
    let events = try XEvents(on: #require(stage.server))
    events.followRoot()
    stage.environment["DESKTOP_STARTUP_ID"] = "a \"b\"-1_TIME4711"
    let viewer = try stage.startViewer()
    #expect(viewer.window.text("_NET_STARTUP_ID") == "a \"b\"-1_TIME4711")
    #expect(viewer.window.numbers("_NET_WM_USER_TIME") == [4711])
    let begin = events.screen.atom("_NET_STARTUP_INFO_BEGIN")
    var text: [UInt8] = []
    while !text.contains(0) {
      text += try events.await(
        XCB_CLIENT_MESSAGE, as: xcb_client_message_event_t.self, "the launch's end"
      ) { event -> [UInt8]? in
        text.isEmpty && event.type != begin ? nil : withUnsafeBytes(of: event.data, Array.init)
      }
    }
    let message = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    #expect(message == "remove: ID=\"a \\\"b\\\"-1_TIME4711\"")
  }
}
