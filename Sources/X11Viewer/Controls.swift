import CX11
import ShmChannel

/// Keys and buttons to actions: one table, from which the help text is made too.
enum Controls {
  /// Controls that belong together.
  struct Group: Sendable {
    let heading: String
    let controls: [Control]
  }

  /// Every control, in the order of the help text.
  static let groups = [
    Group(heading: "Zoom and pan", controls: zoom + pan),
    Group(heading: "Turn and draw", controls: drawing),
    Group(heading: "Information", controls: information),
    Group(heading: "Slideshow", controls: slideshow),
    Group(heading: "Window", controls: window),
  ]

  /// The controls of all groups; of two with one trigger the first counts for which there is
  /// something to do.
  static let table = groups.flatMap(\.controls)

  private static let zoom = [
    Control(
      [
        .key("+", XK_plus), .key("=", XK_equal), .key("KP_Add", XK_KP_Add),
        .button("wheel up", Button4),
      ],
      .look(.zoom(by: 1)), "larger, at the pointer"),
    Control(
      [
        .key("-", XK_minus), .key("KP_Subtract", XK_KP_Subtract),
        .button("wheel down", Button5),
      ],
      .look(.zoom(by: -1)), "smaller, at the pointer"),
    Control([.key("1", XK_1)], .look(.actualSize), "100 %, at the pointer"),
    Control([.key("w", XK_w)], .look(.fit(.fit)), "as large as fits into the window"),
    Control([.key("W", XK_W)], .look(.fit(.fill)), "as small as fills the window"),
    Control([.key("s", XK_s)], .look(.nextFit), "next of: shrink, fit, fill, none (--fit)"),
  ]

  private static let pan = [
    Control([.button("left button", Button1)], .drag(.begin), "drag the picture"),
    Control(
      [.key("h", XK_h), .key("Left", XK_Left), .key("KP_Left", XK_KP_Left)], .look(.pan(.left)),
      "left, in a picture wider than the window"),
    Control(
      [.key("l", XK_l), .key("Right", XK_Right), .key("KP_Right", XK_KP_Right)],
      .look(.pan(.right)), "right, in a picture wider than the window"),
    Control(
      [.key("k", XK_k), .key("Up", XK_Up), .key("KP_Up", XK_KP_Up)], .look(.pan(.up)),
      "up, in a picture higher than the window"),
    Control(
      [.key("j", XK_j), .key("Down", XK_Down), .key("KP_Down", XK_KP_Down)], .look(.pan(.down)),
      "down, in a picture higher than the window"),
    // The sideways wheel; X.h names no button after the fifth.
    Control([.button("wheel left", 6)], .look(.pan(.left)), "left"),
    Control([.button("wheel right", 7)], .look(.pan(.right)), "right"),
  ]

  private static let drawing = [
    Control([.key("<", XK_less)], .look(.turn(quarters: -1)), "turn anticlockwise"),
    Control([.key(">", XK_greater)], .look(.turn(quarters: 1)), "turn clockwise"),
    Control([.key("|", XK_bar)], .look(.mirrorSideways), "swap left and right"),
    Control([.key("_", XK_underscore)], .look(.mirrorUpDown), "swap top and bottom"),
    Control(
      [.key("a", XK_a)], .toggleMagnification, "above 100 %: smooth, or pixels as squares"),
    Control(
      [.key("A", XK_A)], .changeBackdrop, "behind transparency: squares, black, white"),
    Control([.key("0", XK_0)], .reset, "zoom, place and all of these as at first"),
  ]

  private static let information = [
    Control([.key("i", XK_i)], .toggleInformation, "what there is to know about the picture"),
    Control([.key("v", XK_v)], .togglePixel, "place and value of the pointer's pixel"),
    Control([.key("c", XK_c)], .copyPixel, "copy them, also for the middle button"),
  ]

  private static let slideshow = [
    Control(
      [
        .key("n", XK_n), .key("Space", XK_space), .key("Right", XK_Right),
        .key("KP_Right", XK_KP_Right),
      ], .steer(.next), "next picture; Right where it does not pan"),
    Control(
      [
        .key("p", XK_p), .key("BackSpace", XK_BackSpace), .key("Left", XK_Left),
        .key("KP_Left", XK_KP_Left),
      ], .steer(.previous), "picture before; Left likewise"),
    Control([.key("g", XK_g), .key("Home", XK_Home)], .steer(.first), "first picture"),
    Control([.key("G", XK_G), .key("End", XK_End)], .steer(.last), "last picture"),
    Control([.key("P", XK_P)], .steer(.togglePause), "pause, and go on"),
  ]

  private static let window = [
    Control(
      [.key("f", XK_f), .key("F11", XK_F11), Trigger(name: "double click", cause: .doubleClick)],
      .toggleFullscreen, "fullscreen, and back"),
    Control([.key("x", XK_x)], .toggleFreeze, "freeze this window's picture, and go on"),
    Control([.key("?", XK_question)], .turnHelp, "this help, its next page, and away"),
    Control([.key("Esc", XK_Escape)], .leave, "close help, else leave fullscreen, else quit"),
    Control([.key("q", XK_q)], .quit, "quit"),
  ]

  private static let byCause: [Trigger.Cause: [Action]] = {
    var actions: [Trigger.Cause: [Action]] = [:]
    for control in table {
      for trigger in control.triggers { actions[trigger.cause, default: []].append(control.action) }
    }
    return actions
  }()

  /// What the key or button may do, most wanted first; empty for one that does nothing.
  static func actions(for cause: Trigger.Cause) -> [Action] { byCause[cause] ?? [] }

  /// A page of the same table over the picture; where there are fewer, the last one.
  static func panel(page: Int = 0) -> Panel {
    Panel(place: .middle, kind: .guide(page: page), rows: rows)
  }

  private static let rows = groups.flatMap { group in
    [Panel.Row(value: group.heading, isHeading: true)]
      + group.controls.map { Panel.Row(label: $0.names, value: $0.meaning) }
  }

  /// One line for each control, keys and buttons first, below the headings of the groups.
  static var help: String {
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
