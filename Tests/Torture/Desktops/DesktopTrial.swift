import Glibc
import TestSupport

/// The window on every desktop that is installed.
struct DesktopTrial: Trial {
  static let name = "desktops"
  static let promise =
    "on every X server and with every window manager the window opens, follows, and goes fullscreen"
    + " and back"
  static let share = 1

  /// What a short run tries: small, and unlike each other.
  private static let quick = [
    Desktop(server: .xvfb, manager: .openbox), Desktop(server: .xvfb, manager: .twm),
  ]

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    var broken: [String] = []
    for desktop in context.isQuick ? Self.quick : Desktop.all {
      if let missing = desktop.missing {
        say("desktops: \(desktop) is left out: \(missing) is not installed")
        continue
      }
      do {
        try desktop.check()
      } catch {
        broken.append("\(desktop): \(error)")  // what the others do is worth knowing too
        continue
      }
      tally.count("desktops: opened, followed, fullscreen and back, resized, closed")
    }
    try demand(broken.isEmpty, broken.joined(separator: "; "))
    for layout in context.isQuick ? [] : KeyboardCheck.layouts {
      try KeyboardCheck(layout: layout).run()
      tally.count("keyboard layouts, with CapsLock and NumLock")
    }
    return tally
  }
}
