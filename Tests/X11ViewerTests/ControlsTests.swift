import CX11
import Testing

@testable import X11Viewer

@Suite struct ControlsTests {
  @Test("q quits, f and F11 toggle fullscreen, Esc leaves; other keys do nothing")
  func keys() {
    #expect(Controls.action(for: KeySym(XK_q)) == .quit)
    #expect(Controls.action(for: KeySym(XK_f)) == .toggleFullscreen)
    #expect(Controls.action(for: KeySym(XK_F11)) == .toggleFullscreen)
    #expect(Controls.action(for: KeySym(XK_Escape)) == .leave)
    #expect(Controls.action(for: KeySym(XK_z)) == nil)
  }

  @Test("the help text has a line for each control")
  func help() {
    #expect(
      Controls.help == """
          q       quit
          f, F11  fullscreen, and back
          Esc     leave fullscreen, else quit
        """)
  }

  @Test("no key stands twice in the table")
  func unique() {
    let keys = Controls.table.flatMap { $0.keys.map(\.keysym) }
    #expect(Set(keys).count == keys.count)
  }
}
