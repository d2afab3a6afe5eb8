import ShmChannel
import ShmShow

/// Keys and buttons to actions: one table, from which the help text is made too.
package enum Controls {
  /// Controls that belong together.
  package struct Group: Sendable {
    package let heading: String
    package let controls: [Control]
  }

  /// Every control, in the order of the help text.
  package static let groups = [
    Group(heading: "Zoom and pan", controls: zoom + pan),
    Group(heading: "Turn and draw", controls: drawing),
    Group(heading: "Information", controls: information),
    Group(heading: "Slideshow", controls: slideshow),
    Group(heading: "Window", controls: window),
  ]

  /// The controls of all groups; of two with one trigger the first counts for which there is
  /// something to do.
  package static let table = groups.flatMap(\.controls)

  private static let zoom = [
    Control(
      [
        .key("+"), .key("="), .key("KP_Add", .keypadAdd),
        .button("wheel up", .wheelUp),
      ],
      .look(.zoom(by: 1)), "larger, at the pointer"),
    Control(
      [
        .key("-"), .key("KP_Subtract", .keypadSubtract),
        .button("wheel down", .wheelDown),
      ],
      .look(.zoom(by: -1)), "smaller, at the pointer"),
    Control([.key("1")], .look(.actualSize), "100 %, at the pointer"),
    Control([.key("w")], .look(.fit(.fit)), "as large as fits into the window"),
    Control([.key("W")], .look(.fit(.fill)), "as small as fills the window"),
    Control([.key("s")], .look(.nextFit), "next of: shrink, fit, fill, none (--fit)"),
  ]

  private static let pan = [
    Control([.button("left button", .left)], .drag(.begin), "drag the picture"),
    Control(
      [.key("h"), .key("Left", .left), .key("KP_Left", .keypadLeft)], .look(.pan(.left)),
      "left, in a picture wider than the window"),
    Control(
      [.key("l"), .key("Right", .right), .key("KP_Right", .keypadRight)],
      .look(.pan(.right)), "right, in a picture wider than the window"),
    Control(
      [.key("k"), .key("Up", .up), .key("KP_Up", .keypadUp)], .look(.pan(.up)),
      "up, in a picture higher than the window"),
    Control(
      [.key("j"), .key("Down", .down), .key("KP_Down", .keypadDown)], .look(.pan(.down)),
      "down, in a picture higher than the window"),
    Control([.button("wheel left", .wheelLeft)], .look(.pan(.left)), "left"),
    Control([.button("wheel right", .wheelRight)], .look(.pan(.right)), "right"),
  ]

  private static let drawing = [
    Control([.key("<")], .look(.turn(quarters: -1)), "turn anticlockwise"),
    Control([.key(">")], .look(.turn(quarters: 1)), "turn clockwise"),
    Control([.key("|")], .look(.mirrorSideways), "swap left and right"),
    Control([.key("_")], .look(.mirrorUpDown), "swap top and bottom"),
    Control(
      [.key("a")], .toggleMagnification, "above 100 %: smooth, or pixels as squares"),
    Control(
      [.key("A")], .changeBackdrop, "behind transparency: squares, black, white"),
    Control([.key("0")], .reset, "zoom, place and all of these as at first"),
  ]

  private static let information = [
    Control([.key("i")], .toggleInformation, "what there is to know about the picture"),
    Control([.key("v")], .togglePixel, "place and value of the pointer's pixel"),
    Control([.key("c")], .copyPixel, "copy them, also for the middle button"),
  ]

  private static let slideshow = [
    Control(
      [
        .key("n"), .key("Space", .character(" ")), .key("Right", .right),
        .key("KP_Right", .keypadRight),
      ], .steer(.next), "next picture; Right where it does not pan"),
    Control(
      [
        .key("p"), .key("BackSpace", .backSpace), .key("Left", .left),
        .key("KP_Left", .keypadLeft),
      ], .steer(.previous), "picture before; Left likewise"),
    Control([.key("g"), .key("Home", .home)], .steer(.first), "first picture"),
    Control([.key("G"), .key("End", .end)], .steer(.last), "last picture"),
    Control([.key("P")], .steer(.togglePause), "pause, and go on"),
  ]

  private static let window = [
    Control(
      [.key("f"), .key("F11", .f11), Trigger(name: "double click", cause: .doubleClick)],
      .toggleFullscreen, "fullscreen, and back"),
    Control([.key("x")], .toggleFreeze, "freeze this window's picture, and go on"),
    Control([.key("?")], .turnHelp, "this help, its next page, and away"),
    Control([.key("Esc", .escape)], .leave, "close help, else leave fullscreen, else quit"),
    Control([.key("q")], .quit, "quit"),
  ]

  private static let byCause: [Trigger.Cause: [Action]] = {
    var actions: [Trigger.Cause: [Action]] = [:]
    for control in table {
      for trigger in control.triggers { actions[trigger.cause, default: []].append(control.action) }
    }
    return actions
  }()

  /// What the key or button may do, most wanted first; empty for one that does nothing.
  package static func actions(for cause: Trigger.Cause) -> [Action] { byCause[cause] ?? [] }

  /// A page of the same table over the picture; where there are fewer, the last one.
  package static func panel(page: Int = 0) -> Panel {
    Panel(place: .middle, kind: .guide(page: page), rows: rows)
  }

  private static let rows = groups.flatMap { group in
    [Panel.Row(value: group.heading, isHeading: true)]
      + group.controls.map { Panel.Row(label: $0.names, value: $0.meaning) }
  }

  /// One line for each control, keys and buttons first, below the headings of the groups.
  package static var help: String {
    let width = table.map(\.names.count).max() ?? 0
    return groups.map { group in
      let lines = group.controls.map { control in
        let space = String(repeating: " ", count: width - control.names.count)
        return "    \(control.names)\(space)  \(control.meaning)"
      }
      return (["  \(group.heading)"] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
