import CX11
import Glibc
import TestSupport
import ViewerCore

/// One random act after the other at a viewer's window.
final class Monkey {
  private let cage: MonkeyCage
  private var viewer: Viewer { cage.viewer }

  /// Every key of the viewer's table, but for those that close the window, and some that mean
  /// nothing.
  private static let keys =
    Controls.standard.table.filter { !$0.action.leadsOut }
    .flatMap(\.triggers).compactMap(\.cause.key).map(name(of:))
    + ["F5", "Tab", "e", "Shift_L", "Control_L", "dead_acute"]

  /// What xdotool calls a key.
  private static func name(of key: Keysym) -> String {
    guard let name = XKeysymToString(KeySym(key.rawValue)) else {
      preconditionFailure("the key \(key.rawValue) has no name")
    }
    return String(cString: name)
  }

  /// Escape and q, which close the window.
  private static let closingKeycodes: [UInt8] = [9, 24]

  init(in cage: MonkeyCage) { self.cage = cage }

  func act(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<5: try pressKeys(&random, &tally)
    case 5..<10: try moveHands(&random, &tally)
    case 10..<13: resize(&random, &tally)
    case 13..<19:
      for _ in 0..<20 { forge(&random, &tally) }
    default: try drop(&random, &tally)
    }
  }

  private func pressKeys(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    viewer.window.takeFocus()
    let chosen = (0..<10).map { _ in Self.keys.randomElement(using: &random) ?? "0" }
    try cage.stage.hands(["key", "--delay", "1"] + chosen)
    tally.count("keys pressed", chosen.count)
  }

  private func moveHands(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    var words: [String] = []
    for _ in 0..<10 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1:
        let (x, y) = (
          Int.random(in: -20...650, using: &random), Int.random(in: -20...500, using: &random)
        )
        words += ["mousemove", "\(max(x, 0))", "\(max(y, 0))"]
      case 2:
        words += ["mousedown", "\(Int.random(in: 1...9, using: &random))"]
      default:
        words += ["mouseup", "\(Int.random(in: 1...9, using: &random))"]
      }
    }
    words += (1...9).flatMap { ["mouseup", "\($0)"] }
    try cage.stage.hands(words)
    tally.count("movements and buttons", 10)
  }

  private func resize(_ random: inout SeededGenerator, _ tally: inout Tally) {
    if Bool.random(using: &random) {
      viewer.window.resize(
        to: .random(in: 1...900, using: &random), .random(in: 1...700, using: &random))
    } else {
      viewer.window.move(
        to: .random(in: -200...600, using: &random), .random(in: -200...500, using: &random))
    }
    tally.count("resizes and moves")
  }

  /// An event that some client makes up.
  private func forge(_ random: inout SeededGenerator, _ tally: inout Tally) {
    tally.count("forged events")
    if Int.random(in: 0..<4, using: &random) == 0 { return forgeMessage(&random) }
    var bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    // KeyPress, the first, to the last that an extension can have (X.h); ClientMessage comes above.
    bytes[0] = .random(in: 2...127, using: &random)
    if bytes[0] == 33 || bytes[0] == 35 { return }
    if bytes[0] < 4 && Self.closingKeycodes.contains(bytes[1]) { return }
    // Where events have the window that they are about, or that they go to.
    for offset in [4, 8, 12] where Bool.random(using: &random) {
      withUnsafeBytes(of: viewer.window.id) { bytes.replaceSubrange(offset..<offset + 4, with: $0) }
    }
    viewer.window.forge(bytes)
  }

  private func forgeMessage(_ random: inout SeededGenerator) {
    let names = [
      "XdndEnter", "XdndPosition", "XdndDrop", "XdndLeave", "XdndFinished", "XdndStatus",
      "_NET_WM_STATE", "_NET_ACTIVE_WINDOW", "MANAGER",
    ]
    let numbers = (0..<5).map { _ in
      Bool.random(using: &random) ? viewer.window.id : UInt32.random(in: 0 ... .max, using: &random)
    }
    viewer.window.send(names.randomElement(using: &random) ?? "MANAGER", numbers)
  }

  private func drop(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let source = try DragSource(on: cage.server, over: viewer.window)
    source.enter(["text/plain", "text/uri-list"])
    tally.count("things dragged over the window")
    guard try source.asksToDrop(), Bool.random(using: &random) else { return source.leave() }
    source.drop()
    switch Int.random(in: 0..<4, using: &random) {
    case 0: try source.vanishWhenAsked()
    case 1: try source.refuse()
    default:
      let picture = Picture.noise(
        .random(in: 1...300, using: &random), .random(in: 1...300, using: &random),
        seed: random.next())
      let path = try cage.stage.file(picture, "dropped.png")
      try source.give(
        "file://\(path)\r\nhttp://a.test/b\r\n", pieces: Bool.random(using: &random) ? 7 : nil)
      _ = try source.isTaken()
      tally.count("pictures dropped")
    }
  }
}
