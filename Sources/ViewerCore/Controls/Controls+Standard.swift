import ShmShow

extension Controls {
  /// Every control, in the order of the help text, as long as nobody binds keys otherwise.
  package static let standard = Controls(groups: [
    Group(heading: "Zoom and pan", controls: zoom + pan),
    Group(heading: "Rotate and draw", controls: drawing),
    Group(heading: "Samples", controls: samples),
    Group(heading: "Judging", controls: judging),
    Group(heading: "Information", controls: information),
    Group(heading: "Compare", controls: comparing),
    Group(heading: "Slideshow", controls: slideshow),
    Group(heading: "Several channels", controls: several),
    Group(heading: "Window", controls: window),
  ])

  private static let zoom = [
    Control(
      "zoom-in",
      [
        .key("+"), .key("="), .key("keypad +", .keypadAdd),
        .button("wheel up", .wheelUp),
      ],
      .look(.zoom(by: 1)), "zoom in, at the pointer"),
    Control(
      "zoom-out",
      [
        .key("-"), .key("keypad -", .keypadSubtract),
        .button("wheel down", .wheelDown),
      ],
      .look(.zoom(by: -1)), "zoom out, at the pointer"),
    Control("actual-size", [.key("1")], .look(.actualSize), "100 %, at the pointer"),
    Control("fit", [.key("w")], .look(.fit(.fit)), "fit into the window"),
    Control("fill", [.key("W")], .look(.fit(.fill)), "fill the window"),
    Control("next-fit", [.key("s")], .look(.nextFit), "next of shrink, fit, fill, none"),
  ]

  private static let pan = [
    Control("drag", [.button("left button", .left)], .drag(.begin), "drag the picture"),
    Control(
      "pan-left",
      [
        .key("h"), .key("Left", .left, symbol: "←"), .button("wheel left", .wheelLeft),
        .other(.keypadLeft),
      ], .look(.pan(.left)), "pan left, if there is more"),
    Control(
      "pan-right",
      [
        .key("l"), .key("Right", .right, symbol: "→"), .button("wheel right", .wheelRight),
        .other(.keypadRight),
      ], .look(.pan(.right)), "pan right, if there is more"),
    Control(
      "pan-up",
      [.key("k"), .key("Up", .up, symbol: "↑"), .other(.keypadUp)], .look(.pan(.up)), "pan up"),
    Control(
      "pan-down",
      [.key("j"), .key("Down", .down, symbol: "↓"), .other(.keypadDown)], .look(.pan(.down)),
      "pan down"),
  ]

  private static let drawing = [
    Control("turn-left", [.key("<")], .look(.turn(quarters: -1)), "rotate left"),
    Control("turn-right", [.key(">")], .look(.turn(quarters: 1)), "rotate right"),
    Control("mirror", [.key("|")], .look(.mirrorSideways), "flip left to right"),
    Control("flip", [.key("_")], .look(.mirrorUpDown), "flip top to bottom"),
    Control("smooth", [.key("a")], .toggleMagnification, "smooth or square pixels"),
    Control("backdrop", [.key("A")], .changeBackdrop, "next backdrop of transparency"),
    Control("reset", [.key("0")], .reset, "reset all of this"),
  ]

  private static let samples = [
    Control("take-range", [.key("r")], .takeRobustRange, "this picture's own range"),
    Control("published-range", [.key("R")], .followPublishersRange, "the published range"),
    Control(
      "drag-range",
      [Trigger(name: "Shift+left button", cause: .shiftButton(.left))], .adjustRange,
      "adjust the range"),
    Control("next-color-table", [.key("t")], .changeColorTable, "next color table"),
    Control("color-bar", [.key("B")], .toggleColorBar, "color bar"),
    Control("histogram", [.key("I")], .toggleHistogram, "histogram"),
  ]

  private static let judging = [
    Control("clipping", [.key("Z")], .toggleClipping, "clipped channels"),
    Control("peaks", [.key("F")], .togglePeaks, "focus peaking"),
    Control("more-peaks", [.key("{")], .changePeaks(by: -1), "peaking: more edges"),
    Control("fewer-peaks", [.key("}")], .changePeaks(by: 1), "peaking: fewer edges"),
    Control("guides", [.key("O")], .nextGuides, "next guides"),
  ]

  private static let information = [
    Control("info", [.key("i")], .toggleInformation, "about the picture"),
    Control("pixel", [.key("v")], .togglePixel, "the pixel under the pointer"),
    Control("copy-pixel", [.key("c")], .copyPixel, "copy its position and value"),
    Control("timing", [.key("T")], .toggleTiming, "how long frames take"),
  ]

  private static let comparing = [
    Control("mark", [.key("m")], .mark, "mark or unmark this frame"),
    Control("blink", [.key("b")], .blink, "marked frame, or the one before"),
    Control("difference", [.key("d")], .nextDifference, "difference, brighter or darker"),
    Control("wipe", [.key("D")], .toggleWipe, "marked frame left of the pointer"),
    Control("less-difference", [.key("{")], .amplify(-1), "differences half as large"),
    Control("more-difference", [.key("}")], .amplify(1), "differences twice as large"),
  ]

  private static let slideshow = [
    Control(
      "next",
      [
        .key("n"), .key("Space", .character(" ")), .key("Right", .right, symbol: "→"),
        .key("Page Down", .pageDown), .button("mouse forward", .forward),
        .other(.keypadRight), .other(.keypadPageDown),
      ], .steer(.next), "next picture"),
    Control(
      "previous",
      [
        .key("p"), .key("Backspace", .backSpace), .key("Left", .left, symbol: "←"),
        .key("Page Up", .pageUp), .button("mouse back", .back), .other(.keypadLeft),
        .other(.keypadPageUp),
      ], .steer(.previous), "previous picture"),
    Control(
      "first",
      [.key("g"), .key("Home", .home), .other(.keypadHome)], .steer(.first), "first picture"),
    Control(
      "last", [.key("G"), .key("End", .end), .other(.keypadEnd)], .steer(.last), "last picture"),
    Control("pause", [.key("P")], .steer(.togglePause), "pause or resume"),
  ]

  /// Before the window's: a double click is one of these first.
  private static let several = [
    Control(
      "big", [Trigger(name: "double click", cause: .doubleClick)], .toggleBig,
      "one channel alone, or all"),
    Control("link", [.key("L")], .toggleLink, "link or unlink the views"),
  ]

  private static let window = [
    Control(
      "fullscreen",
      [.key("f"), .key("F11", .f11), Trigger(name: "double click", cause: .doubleClick)],
      .toggleFullscreen, "fullscreen on or off"),
    Control("freeze", [.key("x")], .toggleFreeze, "freeze or unfreeze"),
    Control("older-frame", [.key("[")], .step(-1), "an older frame, if kept"),
    Control("newer-frame", [.key("]")], .step(1), "a newer frame"),
    Control("help", [.key("?")], .nextHelpPage, "this help; next page"),
    Control("leave", [.key("Esc", .escape)], .leave, "close help, fullscreen, window"),
    Control("quit", [.key("q")], .quit, "quit"),
  ]
}
