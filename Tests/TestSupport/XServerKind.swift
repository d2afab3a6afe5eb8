import Glibc

/// X servers that draw on nothing, on another X server, or for others than a person before it.
package enum XServerKind: String, CaseIterable, Sendable {
  case xvfb = "Xvfb"
  case xvnc = "Xvnc"
  case xephyr = "Xephyr"
  case xnest = "Xnest"
  case xwayland = "Xwayland"

  /// Whether it shows its screen in a window of another X server.
  package var isNested: Bool { self == .xephyr || self == .xnest }

  /// Whether windows are managed already, by the Wayland compositor that it belongs to: one that
  /// has no keyboard, and its own idea of where windows stand.
  package var hasManager: Bool { self == .xwayland }

  /// The programs that it takes.
  package var programs: [String] {
    switch self {
    case .xephyr, .xnest: ["Xvfb", rawValue]
    case .xwayland: ["weston", rawValue]
    default: [rawValue]
    }
  }

  /// Screens that it can have beside those of 24 bits.
  package var otherDepths: [Int] {
    switch self {
    case .xvfb: [15, 16, 30]
    case .xvnc, .xephyr: [16]
    case .xnest, .xwayland: []
    }
  }

  /// Whether its programs are there.
  package var isInstalled: Bool {
    programs.allSatisfy { access("/usr/bin/\($0)", X_OK) == 0 }
  }

  /// How one with a screen of that size is started, so that it says its display's number.
  func command(width: Int, height: Int, depth: Int, in folder: Folder) -> [String] {
    let size = "\(width)x\(height)"
    let common = ["-displayfd", "1", "-ac", "-r"]  // no key repeats: see `XServer`
    return switch self {
    case .xvfb:
      [rawValue] + common + ["-noreset", "-screen", "0", "\(size)x\(depth)", "-nolisten", "tcp"]
    case .xvnc:
      [rawValue] + common + [
        "-noreset", "-geometry", size, "-depth", "\(depth)", "-SecurityTypes", "None", "-rfbport",
        "-1",
        "-rfbunixpath", folder.path("vnc"),
      ]
    case .xephyr: [rawValue] + common + ["-noreset", "-screen", "\(size)x\(depth)"]
    case .xnest: [rawValue] + common + ["-geometry", size]
    case .xwayland:
      [
        "weston", "--backend=headless-backend.so", "--width=\(width)", "--height=\(height)",
        "--xwayland", "--idle-time=0", "--socket=wayland-test",
      ]
    }
  }

  /// The number of the display, in what it has said; nil before it has.
  func displayNumber(in output: String, _ errors: String) -> Int? {
    if self != .xwayland { return output.hasSuffix("\n") ? Int(output.dropLast()) : nil }
    return (output + errors).split(separator: "\n").lazy
      .compactMap { $0.split(separator: "listening on display :").last }
      .compactMap { Int($0) }.first
  }
}

extension XServer {
  /// Starts a server of that kind with one screen.
  ///
  /// - Parameter depth: 24, or one of its `otherDepths`.
  package static func start(
    _ kind: XServerKind, width: Int = 1600, height: Int = 1200, depth: Int = 24
  ) throws -> XServer {
    let folder = try Folder()
    let host = try kind.isNested ? XServer(width: width + 100, height: height + 100) : nil
    var environment = ["PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": folder.path]
    environment["DISPLAY"] = host?.name
    let command = kind.command(width: width, height: height, depth: depth, in: folder)
    let program = try Program(
      command[0], Array(command.dropFirst()), environment: environment, folder: folder)
    let number = try eventually("\(kind) names its display; it said: \(program.standardError)") {
      () throws -> Int? in
      if !program.isRunning { throw TestFailure("\(kind) ended: \(program.standardError)") }
      return kind.displayNumber(in: program.standardOutput, program.standardError)
    }
    return try XServer(":\(number)", program, in: folder, on: host)
  }
}
