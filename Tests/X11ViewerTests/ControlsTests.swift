import CX11
import ShmChannel
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

  @Test(
    "the slideshow's keys, in which capitals differ",
    arguments: [
      (XK_n, ShowCommand.next), (XK_space, .next), (XK_Right, .next), (XK_p, .previous),
      (XK_BackSpace, .previous), (XK_Left, .previous), (XK_g, .first), (XK_Home, .first),
      (XK_G, .last), (XK_End, .last), (XK_P, .togglePause),
    ])
  func slideshow(key: CInt, command: ShowCommand) {
    #expect(Controls.action(for: KeySym(key)) == .steer(command))
  }

  @Test("the help text has a line for each control")
  func help() {
    #expect(
      Controls.help == """
          q                   quit
          f, F11              fullscreen, and back
          Esc                 leave fullscreen, else quit
          n, Space, Right     slideshow: next picture
          p, BackSpace, Left  slideshow: picture before
          g, Home             slideshow: first picture
          G, End              slideshow: last picture
          P                   slideshow: pause, and go on
        """)
  }

  @Test("no key stands twice in the table")
  func unique() {
    let keys = Controls.table.flatMap { $0.keys.map(\.keysym) }
    #expect(Set(keys).count == keys.count)
  }
}
