import CX11
import ShmChannel
import Testing

@testable import X11Viewer

@Suite struct ControlsTests {
  private func actions(_ key: CInt) -> [Action] { Controls.actions(for: .key(KeySym(key))) }

  @Test("q quits, f and F11 toggle fullscreen, Esc leaves; other keys do nothing")
  func keys() {
    #expect(actions(XK_q) == [.quit])
    #expect(actions(XK_f) == [.toggleFullscreen])
    #expect(actions(XK_F11) == [.toggleFullscreen])
    #expect(actions(XK_Escape) == [.leave])
    #expect(actions(XK_question) == [.turnHelp])
    #expect(actions(XK_i) == [.toggleInformation])
    #expect(actions(XK_x) == [.toggleFreeze])
    #expect(actions(XK_z) == [])
  }

  @Test(
    "the slideshow's keys, in which capitals differ",
    arguments: [
      (XK_n, ShowCommand.next), (XK_space, .next), (XK_p, .previous), (XK_BackSpace, .previous),
      (XK_g, .first), (XK_Home, .first), (XK_G, .last), (XK_End, .last), (XK_P, .togglePause),
    ])
  func slideshow(key: CInt, command: ShowCommand) {
    #expect(actions(key) == [.steer(command)])
  }

  @Test(
    "the view's keys",
    arguments: [
      (XK_plus, Action.look(.zoom(by: 1))), (XK_equal, .look(.zoom(by: 1))),
      (XK_KP_Add, .look(.zoom(by: 1))), (XK_minus, .look(.zoom(by: -1))),
      (XK_KP_Subtract, .look(.zoom(by: -1))), (XK_1, .look(.actualSize)),
      (XK_w, .look(.fit(.fit))), (XK_W, .look(.fit(.fill))), (XK_s, .look(.nextFit)),
      (XK_0, .reset), (XK_h, .look(.pan(.left))), (XK_l, .look(.pan(.right))),
      (XK_k, .look(.pan(.up))), (XK_j, .look(.pan(.down))), (XK_Up, .look(.pan(.up))),
      (XK_Down, .look(.pan(.down))), (XK_KP_Up, .look(.pan(.up))),
      (XK_KP_Down, .look(.pan(.down))), (XK_less, .look(.turn(quarters: -1))),
      (XK_greater, .look(.turn(quarters: 1))), (XK_bar, .look(.mirrorSideways)),
      (XK_underscore, .look(.mirrorUpDown)), (XK_a, .toggleMagnification),
      (XK_A, .changeBackdrop),
    ])
  func view(key: CInt, action: Action) {
    #expect(actions(key) == [action])
  }

  @Test("the wheel zooms, sideways it pans, and the left button drags")
  func buttons() {
    #expect(Controls.actions(for: .button(Button4)) == [.look(.zoom(by: 1))])
    #expect(Controls.actions(for: .button(Button5)) == [.look(.zoom(by: -1))])
    #expect(Controls.actions(for: .button(6)) == [.look(.pan(.left))])
    #expect(Controls.actions(for: .button(7)) == [.look(.pan(.right))])
    #expect(Controls.actions(for: .button(Button1)) == [.drag(.begin)])
    #expect(Controls.actions(for: .button(Button3)) == [])
  }

  @Test("Left and Right pan if they can, and else steer the slideshow")
  func arrows() {
    #expect(actions(XK_Left) == [.look(.pan(.left)), .steer(.previous)])
    #expect(actions(XK_Right) == [.look(.pan(.right)), .steer(.next)])
    #expect(actions(XK_KP_Left) == actions(XK_Left))
    #expect(actions(XK_KP_Right) == actions(XK_Right))
  }

  @Test("the help text has headings, and below them a line of less than 80 columns a control")
  func help() {
    let lines = Controls.help.split(separator: "\n")
    #expect(lines.count == Controls.table.count + Controls.groups.count)
    let column = Controls.table.map(\.names.count).max() ?? 0
    var expected: [(heading: String?, control: Control?)] = []
    for group in Controls.groups {
      expected.append((group.heading, nil))
      expected += group.controls.map { (nil, $0) }
    }
    for (line, expected) in zip(lines, expected) {
      if let heading = expected.heading { #expect(line == "  \(heading)") }
      guard let control = expected.control else { continue }
      // ArgumentParser breaks a line of 80.
      #expect(line.hasPrefix("    \(control.names) ") && line.count < 80)
      #expect(line.dropFirst(4 + column + 2) == control.meaning)
    }
    #expect(lines.contains { $0.hasPrefix("    q ") && $0.hasSuffix(" quit") })
    #expect(lines.contains { $0.hasPrefix("    +, =, KP_Add, wheel up  ") })
  }

  @Test("no key and no button stands twice in the table, but for Left and Right of either kind")
  func unique() {
    var causes = Controls.table.flatMap { $0.triggers.map(\.cause) }
    for key in [XK_Left, XK_Right, XK_KP_Left, XK_KP_Right] {
      if let index = causes.firstIndex(of: .key(KeySym(key))) { causes.remove(at: index) }
    }
    #expect(Set(causes).count == causes.count)
  }
}
