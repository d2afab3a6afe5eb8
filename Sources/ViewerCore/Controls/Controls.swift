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
    Group(heading: "Samples", controls: samples),
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
        .key("+"), .key("="), .key("keypad +", .keypadAdd),
        .button("wheel up", .wheelUp),
      ],
      .look(.zoom(by: 1)), "zoom in, at the pointer"),
    Control(
      [
        .key("-"), .key("keypad -", .keypadSubtract),
        .button("wheel down", .wheelDown),
      ],
      .look(.zoom(by: -1)), "zoom out, at the pointer"),
    Control([.key("1")], .look(.actualSize), "100 %, at the pointer"),
    Control([.key("w")], .look(.fit(.fit)), "fit into the window"),
    Control([.key("W")], .look(.fit(.fill)), "fill the window"),
    Control([.key("s")], .look(.nextFit), "next of: shrink, fit, fill, none"),
  ]

  private static let pan = [
    Control([.button("left button", .left)], .drag(.begin), "drag the picture"),
    Control(
      [
        .key("h"), .key("Left", .left, symbol: "←"), .button("wheel left", .wheelLeft),
        .other(.keypadLeft),
      ], .look(.pan(.left)), "pan left, if there is more"),
    Control(
      [
        .key("l"), .key("Right", .right, symbol: "→"), .button("wheel right", .wheelRight),
        .other(.keypadRight),
      ], .look(.pan(.right)), "pan right, if there is more"),
    Control(
      [.key("k"), .key("Up", .up, symbol: "↑"), .other(.keypadUp)], .look(.pan(.up)), "pan up"),
    Control(
      [.key("j"), .key("Down", .down, symbol: "↓"), .other(.keypadDown)], .look(.pan(.down)),
      "pan down"),
  ]

  private static let drawing = [
    Control([.key("<")], .look(.turn(quarters: -1)), "turn anticlockwise"),
    Control([.key(">")], .look(.turn(quarters: 1)), "turn clockwise"),
    Control([.key("|")], .look(.mirrorSideways), "swap left and right"),
    Control([.key("_")], .look(.mirrorUpDown), "swap top and bottom"),
    Control([.key("a")], .toggleMagnification, "smooth, or pixels as squares"),
    Control([.key("A")], .changeBackdrop, "behind transparency: next"),
    Control([.key("0")], .reset, "all of this as at first"),
  ]

  private static let samples = [
    Control([.key("r")], .takeRobustRange, "range of this picture"),
    Control([.key("R")], .followPublishersRange, "range as published"),
    Control(
      [Trigger(name: "Shift left button", cause: .shiftButton(.left))], .adjustRange,
      "drag level and width"),
    Control([.key("t")], .changeColorTable, "next color table"),
    Control([.key("B")], .toggleColorBar, "color bar"),
    Control([.key("I")], .toggleHistogram, "histogram"),
  ]

  private static let information = [
    Control([.key("i")], .toggleInformation, "about the picture"),
    Control([.key("v")], .togglePixel, "the pixel at the pointer"),
    Control([.key("c")], .copyPixel, "copy its place and value"),
  ]

  private static let slideshow = [
    Control(
      [
        .key("n"), .key("Space", .character(" ")), .key("Right", .right, symbol: "→"),
        .key("Page Down", .pageDown), .button("mouse forward", .forward),
        .other(.keypadRight), .other(.keypadPageDown),
      ], .steer(.next), "next picture"),
    Control(
      [
        .key("p"), .key("Backspace", .backSpace), .key("Left", .left, symbol: "←"),
        .key("Page Up", .pageUp), .button("mouse back", .back), .other(.keypadLeft),
        .other(.keypadPageUp),
      ], .steer(.previous), "previous picture"),
    Control(
      [.key("g"), .key("Home", .home), .other(.keypadHome)], .steer(.first), "first picture"),
    Control([.key("G"), .key("End", .end), .other(.keypadEnd)], .steer(.last), "last picture"),
    Control([.key("P")], .steer(.togglePause), "pause, and go on"),
  ]

  private static let window = [
    Control(
      [.key("f"), .key("F11", .f11), Trigger(name: "double click", cause: .doubleClick)],
      .toggleFullscreen, "fullscreen, and back"),
    Control([.key("x")], .toggleFreeze, "freeze this window, and go on"),
    Control([.key("?")], .nextHelpPage, "this help, its next page"),
    Control([.key("Esc", .escape)], .leave, "close help, fullscreen, window"),
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

  /// How one comes to the help.
  package static let helpHint = "? for keys"

  /// A page of the same table over the picture; where there are fewer, the last one.
  package static func panel(page: Int = 0) -> Panel {
    Panel(place: .middle, kind: .guide(page: page), rows: rows)
  }

  private static let rows = groups.flatMap { group in
    [Panel.Row(value: group.heading, isHeading: true)]
      + group.controls.map {
        Panel.Row(value: $0.meaning, caps: $0.triggers.compactMap(\.cap))
      }
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
