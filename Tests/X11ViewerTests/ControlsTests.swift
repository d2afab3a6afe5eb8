import CX11
import Testing

@testable import X11Viewer

@Suite struct ControlsTests {
  @Test("q and Esc quit; other keys do nothing")
  func keys() {
    #expect(Controls.action(for: KeySym(XK_q)) == .quit)
    #expect(Controls.action(for: KeySym(XK_Escape)) == .quit)
    #expect(Controls.action(for: KeySym(XK_z)) == nil)
  }

  @Test("the help text has a line for each control")
  func help() {
    #expect(Controls.help == "  q, Esc  quit")
  }

  @Test("no key stands twice in the table")
  func unique() {
    let keys = Controls.table.flatMap { $0.keys.map(\.keysym) }
    #expect(Set(keys).count == keys.count)
  }
}
