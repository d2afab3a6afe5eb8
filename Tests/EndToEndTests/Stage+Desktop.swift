import Glibc
import TestSupport
import Testing

extension Stage {
  /// Splits the screen of 1600x1200 into two monitors, `left` and `right`.
  func splitScreen() throws {
    for (name, area) in [("left", "800/200x1200/300+0+0"), ("right", "800/200x1200/300+800+0")] {
      #expect(try run("xrandr", ["--setmonitor", name, area, "none"]).ending == .exited(0))
    }
  }
}
