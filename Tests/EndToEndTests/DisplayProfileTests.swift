import TestSupport
import Testing

/// The monitor's profile, as desktops say it by properties of the root window.
@Suite("A monitor's profile") struct DisplayProfileTests {
  private let stage: Stage
  private let root: XWindow

  init() throws {
    stage = try Stage.withScreen()
    root = try stage.screen.rootWindow
  }

  /// A profile of version 2 with the lights of sRGB, which come from the lamps of those names.
  private static func profile(red: String, green: String, blue: String) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - $0 * 8) & 0xFF) } }
    // IEC 61966-2-1, adapted to D50, as 65,536ths.
    let lights = [
      (red, [28_582, 14_580, 912]), (green, [25_239, 46_983, 6_362]),
      (blue, [9_383, 3_973, 46_794]),
    ]
    let curve = Array("curv".utf8) + number(0) + number(1) + [2, 51, 0, 0]  // 2.2
    let tags =
      lights.map { ("\($0.0)XYZ", Array("XYZ ".utf8) + number(0) + $0.1.flatMap(number)) }
      + ["r", "g", "b"].map { ("\($0)TRC", curve) }
      + [("wtpt", Array("XYZ ".utf8) + number(0) + [63_190, 65_536, 54_061].flatMap(number))]
    var (table, data) = (number(tags.count), [UInt8]())
    let start = 132 + tags.count * 12
    for (name, bytes) in tags {
      table += Array(name.utf8) + number(start + data.count) + number(bytes.count)
      data += bytes
    }
    let size = start + data.count
    let header =
      number(size) + number(0) + [2, 0x10, 0, 0] + Array("mntrRGB XYZ ".utf8)
      + [UInt8](repeating: 0, count: 12) + Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
      + [63_190, 65_536, 54_061].flatMap(number) + [UInt8](repeating: 0, count: 48)
    return header + table + data
  }

  /// Red and blue are the other's lamps.
  private static let swapped = profile(red: "b", green: "g", blue: "r")
  /// All lamps are others.
  private static let turned = profile(red: "g", green: "b", blue: "r")

  private func set(_ property: String, _ bytes: [UInt8]) throws {
    let screen = try stage.screen
    root.set(screen.atom(property), type: screen.atom("CARDINAL"), bytes: bytes)
  }

  private func remove(_ property: String) throws {
    #expect(
      try stage.run("xprop", ["-root", "-remove", property]).ending == .exited(0))
  }

  /// Waits for a colour, which is a little dull where a lamp is next to dark.
  private func see(_ colour: UInt32, in viewer: Viewer, at place: (x: Int, y: Int) = (20, 20))
    throws
  {
    try eventually("the window shows \(String(colour, radix: 16))") {
      let pixel = try viewer.window.pixel(place.x, place.y)
      return [0, 8, 16].allSatisfy { shift in
        abs(Int(pixel >> shift & 255) - Int(colour >> shift & 255)) <= 8
      }
    }
  }

  @Test(
    "is followed as it is set, changed and removed",
    arguments: [[], ["--no-shm"], ["--rotate", "90"]])
  func follows(options: [String]) throws {
    try set("_ICC_PROFILE", Self.swapped)
    try stage.put(.plain(0xFF_0000, 80, 60))
    let viewer = try stage.startViewer(options + ["--stats"])
    try see(0x00_00FF, in: viewer)
    try stage.show(.plain(0x00_FF00, 80, 60))
    try see(0x00_FF00, in: viewer)
    try stage.show(.plain(0x00_00FF, 80, 60))
    try see(0xFF_0000, in: viewer)
    try set("_ICC_PROFILE", Self.turned)
    try see(0xFF_0000, in: viewer)
    try stage.fade(to: .plain(0xFF_0000, 80, 60), lasting: .milliseconds(200))
    try see(0x00_FF00, in: viewer)
    try remove("_ICC_PROFILE")
    try see(0xFF_0000, in: viewer)
    try stage.show(.plain(0x12_3456, 80, 60))
    try see(0x12_3456, in: viewer)
    let outcome = try viewer.quit()
    #expect(outcome.errors == "")
    let last = try #require(try Stats.lines(outcome.output).last)
    #expect((last.direct > 0) == options.isEmpty, "without a profile frames go directly")
  }

  @Test("is the one of the monitor that the window is moved to")
  func moved() throws {
    try stage.splitScreen()
    try set("_ICC_PROFILE", Self.swapped)
    try set("_ICC_PROFILE_1", Self.turned)
    try stage.put(.plain(0xFF_0000, 80, 60))
    let viewer = try stage.startViewer("--geometry", "80x60+100+100")
    try see(0x00_00FF, in: viewer)
    viewer.window.move(to: 1000, 100)
    try see(0x00_FF00, in: viewer)
    viewer.window.move(to: 100, 100)
    try see(0x00_00FF, in: viewer)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("is another one when monitors change places, and the window stands still")
  func rearranged() throws {
    func split(_ first: String, _ second: String) throws {
      for (name, area) in [("one", first), ("two", second)] {
        _ = try stage.run("xrandr", ["--delmonitor", name])
        #expect(
          try stage.run("xrandr", ["--setmonitor", name, "800/200x1200/300+\(area)", "none"]).ending
            == .exited(0))
      }
    }
    try split("0+0", "800+0")
    try set("_ICC_PROFILE", Self.swapped)
    try set("_ICC_PROFILE_1", Self.turned)
    try stage.put(.plain(0xFF_0000, 80, 60))
    let viewer = try stage.startViewer("--geometry", "80x60+100+100")
    try see(0x00_00FF, in: viewer)
    try split("800+0", "0+0")
    try see(0x00_FF00, in: viewer)
    // Only one is left.
    #expect(try stage.run("xrandr", ["--delmonitor", "one"]).ending == .exited(0))
    try see(0x00_00FF, in: viewer)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("can be that of a file, or none; and bars, text and empty windows have its colours too")
  func wishes() throws {
    let file = try stage.folder.write(Self.swapped, to: "monitor.icc")
    try set("_ICC_PROFILE", Self.turned)
    let viewer = try stage.startViewer(
      "--display-profile", file, "--background", "#ff0000", "--geometry", "200x100")
    try see(0x00_00FF, in: viewer)
    try stage.show(.plain(0xFF_0000, 10, 10))
    try see(0x00_00FF, in: viewer)
    try see(0x00_00FF, in: viewer, at: (100, 50))
    #expect(try viewer.quit() == Outcome(0))
    let plain = try stage.startViewer(
      "--display-profile", "none", "--background", "#ff0000", "--geometry", "200x100")
    try see(0xFF_0000, in: plain)
    #expect(try plain.quit() == Outcome(0))
    let missing = stage.folder.path("missing.icc")
    #expect(
      try stage.view("--display-profile", missing)
        == Outcome(
          66, errors: "shmview: --display-profile: \(missing): No such file or directory\n"))
  }

  @Test("that is damaged costs one line, which says whose it is, and no picture")
  func damaged() throws {
    try set("_ICC_PROFILE", Array(Self.swapped.prefix(150)))
    let viewer = try stage.startViewer()
    try stage.show(.plain(0xFF_0000, 80, 60))
    try see(0xFF_0000, in: viewer)
    try set("_ICC_PROFILE", Self.swapped)
    try see(0x00_00FF, in: viewer)
    try set("_ICC_PROFILE", Array(Self.swapped.prefix(150)))
    try see(0xFF_0000, in: viewer)
    let words = "the monitor's color profile is damaged, so colors are shown as sRGB\n"
    let line = "shmshare: _ICC_PROFILE (screen): \(words)"
    #expect(try viewer.quit() == Outcome(0, errors: line + line))
    let file = try stage.folder.write(Array(Self.swapped.prefix(150)), to: "monitor.icc")
    let other = try stage.startViewer("--display-profile", file)
    try see(0xFF_0000, in: other)
    #expect(try other.quit() == Outcome(0, errors: "shmshare: \(file): \(words)"))
  }
}
