import Glibc
import TestSupport

/// What keys do on a layout, whatever is locked.
struct KeyboardCheck {
  static let layouts = ["us", "de", "fr", "ru", "ru,us", "gr,us"]

  let layout: String
  private let picture = Picture.noise(400, 300)

  /// `q` by the number of its key (X.h), which the French have elsewhere.
  private var quit: String { layout == "fr" ? "38" : "24" }
  /// `w` likewise.
  private var fit: String { layout == "fr" ? "52" : "25" }

  func run() throws {
    for locks in [[], ["Caps_Lock"], ["Num_Lock"], ["Caps_Lock", "Num_Lock"]] {
      do {
        try run(locks)
      } catch {
        throw BrokenPromise("layout \(layout) with \(locks): \(error)")
      }
    }
  }

  private func run(_ locks: [String]) throws {
    let stage = try Stage.withScreen()
    guard try stage.run("setxkbmap", ["-layout", layout]).ending == .exited(0) else {
      throw TestFailure("setxkbmap does not know the layout \(layout)")
    }
    let viewer = try stage.startViewer("--geometry", "200x150+40+60", "--quiet-screen")
    try stage.pointNowhere()
    try stage.show(picture)
    let fitted = try viewer.picture()
    for lock in locks { try stage.press(lock, in: viewer) }
    try stage.press("10", in: viewer)  // `1`, or what the French have there
    try eventually("100 %") { try viewer.picture() != fitted }
    try stage.press(fit, in: viewer)
    try eventually("w fits the picture") { try viewer.picture() == fitted }
    if locks.contains("Num_Lock") {
      try stage.press("87", in: viewer)  // the keypad's 1
      try eventually("100 % by the keypad") { try viewer.picture() != fitted }
      try stage.press(fit, in: viewer)
      try eventually("w fits the picture") { try viewer.picture() == fitted }
    }
    try stage.press(quit, in: viewer)
    guard try viewer.program.wait() == .exited(0) else { throw TestFailure("q does not quit") }
  }
}
