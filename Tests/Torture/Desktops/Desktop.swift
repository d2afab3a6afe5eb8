import Glibc
import TestSupport

/// An X server, a window manager, and perhaps a compositor between windows and screen.
struct Desktop: CustomStringConvertible {
  let server: XServerKind
  let manager: WindowManager
  var isComposited = false
  /// Bits of the screen.
  var depth = 24

  /// Every pair that makes sense; a compositor is tried on the plainest server, and screens of other
  /// depths with one window manager.
  static let all: [Desktop] = pairs + otherDepths

  private static let otherDepths = XServerKind.allCases.flatMap { server in
    server.otherDepths.map { Desktop(server: server, manager: .openbox, depth: $0) }
  }

  private static let pairs: [Desktop] = XServerKind.allCases.flatMap { server in
    // Mutter ends where the server does not know monitors.
    let managers =
      server.hasManager
      ? [.none] : WindowManager.allCases.filter { !(server == .xnest && $0 == .mutter) }
    return managers.flatMap { manager in
      let plain = Desktop(server: server, manager: manager)
      return server == .xvfb && !manager.isCompositor
        ? [plain, Desktop(server: server, manager: manager, isComposited: true)] : [plain]
    }
  }

  var description: String {
    let parts = [server.rawValue, manager == .none ? nil : manager.rawValue]
    return parts.compactMap { $0 }.joined(separator: " with ") + (isComposited ? ", picom" : "")
      + (depth == 24 ? "" : ", \(depth) bits")
  }

  /// A program that it needs and that is not there.
  var missing: String? {
    let needed = server.programs + [manager == .none ? "sh" : manager.rawValue]
    return (needed + (isComposited ? ["picom"] : [])).first { access("/usr/bin/\($0)", X_OK) != 0 }
  }

  /// - Throws: what the window did not do.
  func check() throws {
    let stage = try Stage(on: XServer.start(server, depth: depth))
    try stage.start(manager)
    let compositor = try isComposited ? stage.start("picom", ["--backend", "xrender"]) : nil
    try DesktopCheck(on: stage, server, manager).run()
    try compositor?.end()
  }
}
