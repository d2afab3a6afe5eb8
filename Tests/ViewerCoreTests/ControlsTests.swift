import ShmChannel
import ShmShow
import Testing

@testable import ViewerCore

@Suite struct ControlsTests {
  private func actions(_ key: Keysym) -> [Action] { Controls.standard.actions(for: .key(key)) }

  @Test("q quits, f and F11 toggle fullscreen, Esc leaves; other keys do nothing")
  func keys() {
    #expect(actions(Keysym.character("q")) == [.quit])
    #expect(actions(Keysym.character("f")) == [.toggleFullscreen])
    #expect(actions(Keysym.f11) == [.toggleFullscreen])
    #expect(actions(Keysym.escape) == [.leave])
    #expect(actions(Keysym.character("?")) == [.nextHelpPage])
    #expect(actions(Keysym.character("i")) == [.toggleInformation])
    #expect(actions(Keysym.character("x")) == [.toggleFreeze])
    #expect(actions(Keysym.character("z")) == [])
  }

  @Test(
    "the slideshow's keys, in which capitals differ",
    arguments: [
      (Keysym.character("n"), ShowCommand.next), (Keysym.character(" "), .next),
      (Keysym.character("p"), .previous), (Keysym.backSpace, .previous),
      (Keysym.character("g"), .first), (Keysym.home, .first), (Keysym.character("G"), .last),
      (Keysym.end, .last), (Keysym.character("P"), .togglePause), (Keysym.pageDown, .next),
      (Keysym.pageUp, .previous), (Keysym.keypadPageDown, .next),
      (Keysym.keypadPageUp, .previous), (Keysym.keypadHome, .first), (Keysym.keypadEnd, .last),
    ])
  func slideshow(key: Keysym, command: ShowCommand) {
    #expect(actions(key) == [.steer(command)])
  }

  @Test(
    "the view's keys",
    arguments: [
      (Keysym.character("+"), Action.look(.zoom(by: 1))),
      (Keysym.character("="), .look(.zoom(by: 1))),
      (Keysym.keypadAdd, .look(.zoom(by: 1))), (Keysym.character("-"), .look(.zoom(by: -1))),
      (Keysym.keypadSubtract, .look(.zoom(by: -1))), (Keysym.character("1"), .look(.actualSize)),
      (Keysym.character("w"), .look(.fit(.fit))), (Keysym.character("W"), .look(.fit(.fill))),
      (Keysym.character("s"), .look(.nextFit)),
      (Keysym.character("0"), .reset), (Keysym.character("h"), .look(.pan(.left))),
      (Keysym.character("l"), .look(.pan(.right))),
      (Keysym.character("k"), .look(.pan(.up))), (Keysym.character("j"), .look(.pan(.down))),
      (Keysym.up, .look(.pan(.up))),
      (Keysym.down, .look(.pan(.down))), (Keysym.keypadUp, .look(.pan(.up))),
      (Keysym.keypadDown, .look(.pan(.down))), (Keysym.character("<"), .look(.turn(quarters: -1))),
      (Keysym.character(">"), .look(.turn(quarters: 1))),
      (Keysym.character("|"), .look(.mirrorSideways)),
      (Keysym.character("_"), .look(.mirrorUpDown)), (Keysym.character("a"), .toggleMagnification),
      (Keysym.character("A"), .changeBackdrop),
    ])
  func view(key: Keysym, action: Action) {
    #expect(actions(key) == [action])
  }

  @Test("the wheel zooms, sideways it pans; the left button drags, those beside step a show")
  func buttons() {
    #expect(Controls.standard.actions(for: .button(.wheelUp)) == [.look(.zoom(by: 1))])
    #expect(Controls.standard.actions(for: .button(.wheelDown)) == [.look(.zoom(by: -1))])
    #expect(Controls.standard.actions(for: .button(.wheelLeft)) == [.look(.pan(.left))])
    #expect(Controls.standard.actions(for: .button(.wheelRight)) == [.look(.pan(.right))])
    #expect(Controls.standard.actions(for: .button(.left)) == [.drag(.begin)])
    #expect(
      Controls.standard.actions(for: .button(MouseButton(rawValue: 8))) == [.steer(.previous)])
    #expect(Controls.standard.actions(for: .button(MouseButton(rawValue: 9))) == [.steer(.next)])
    #expect(Controls.standard.actions(for: .button(MouseButton(rawValue: 3))) == [])
  }

  @Test("Left and Right pan if they can, and else steer the slideshow")
  func arrows() {
    #expect(actions(Keysym.left) == [.look(.pan(.left)), .steer(.previous)])
    #expect(actions(Keysym.right) == [.look(.pan(.right)), .steer(.next)])
    #expect(actions(Keysym.keypadLeft) == actions(Keysym.left))
    #expect(actions(Keysym.keypadRight) == actions(Keysym.right))
  }

  @Test("the help text has headings, and below them a line of less than 80 columns a control")
  func help() {
    let lines = Controls.standard.help.split(separator: "\n")
    #expect(lines.count == Controls.standard.table.count + Controls.standard.groups.count)
    let column = Controls.standard.table.map(\.names.count).max() ?? 0
    var expected: [(heading: String?, control: Control?)] = []
    for group in Controls.standard.groups {
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
    #expect(lines.contains { $0.hasPrefix("    +, =, keypad +, wheel up  ") })
  }

  @Test("nothing stands twice in the table, but for Left, Right, {, } and the double click")
  func unique() {
    var causes = Controls.standard.table.flatMap { $0.triggers.map(\.cause) }
    let keys: [Keysym] = [
      .left, .right, .keypadLeft, .keypadRight, .character("{"), .character("}"),
    ]
    for cause in keys.map(Trigger.Cause.key) + [.doubleClick] {
      if let index = causes.firstIndex(of: cause) { causes.remove(at: index) }
    }
    #expect(Set(causes).count == causes.count)
  }
}
