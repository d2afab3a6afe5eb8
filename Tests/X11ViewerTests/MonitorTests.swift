import Pixels
import Testing
import ViewerCore

@testable import X11Viewer

@Suite struct MonitorTests {
  private static func monitor(_ name: String, x: Int, isPrimary: Bool = false) -> Monitor {
    Monitor(
      name: name, isPrimary: isPrimary,
      area: PixelRect(x: x, y: 0, width: 800, height: 600), index: x / 800)
  }

  private let two = [monitor("DP-1", x: 0), monitor("HDMI-1", x: 800, isPrimary: true)]

  @Test("a monitor is found by its name, and only by all of it")
  func names() {
    #expect(Monitor.named("DP-1", among: two)?.index == 0)
    #expect(Monitor.named("HDMI-1", among: two)?.index == 1)
    #expect(Monitor.named("HDMI", among: two) == nil)
    #expect(Monitor.named("", among: two) == nil)
  }

  @Test("primary is the primary one, else the first, unless one is called so")
  func primary() {
    #expect(Monitor.named("primary", among: two)?.index == 1)
    #expect(Monitor.named("primary", among: [two[0]])?.index == 0)
    let called = [two[1], Self.monitor("primary", x: 1600)]
    #expect(Monitor.named("primary", among: called)?.index == 2)
    #expect(Monitor.named("primary", among: []) == nil)
  }

  @Test("a window goes into the middle of a chosen monitor, or to its place on that")
  func corners() throws {
    let size = Size(width: 200, height: 100)
    let screen = Size(width: 1600, height: 600)
    let monitor = two[1].area
    func corner(_ geometry: String?, _ monitor: PixelRect?) throws -> [Int]? {
      let geometry = try geometry.map { try #require(Geometry(argument: $0)) }
      return Placement.corner(of: size, at: geometry?.place, monitor: monitor, screen: screen)
        .map { [$0.x, $0.y] }
    }
    #expect(try corner(nil, nil) == nil)
    #expect(try corner(nil, monitor) == [1100, 250])
    #expect(try corner("+5+6", monitor) == [805, 6])
    #expect(try corner("-0-0", monitor) == [1400, 500])
    #expect(try corner("-0-0", nil) == [1400, 500])
    #expect(try corner("+5+6", nil) == [5, 6])
  }
}
