import Glibc
import TestSupport

/// Viewers in other namespaces than their publisher, and an X server of another user.
struct NamespaceTrial: Trial {
  static let name = "namespaces"
  static let promise =
    "containers and other users' X servers change nothing: the X server reads the publisher's memory"
  static let share = 1

  private struct Setting {
    let name: String
    /// The program and its first arguments that lead into the namespaces.
    let command: [String]
  }

  private static let settings = [
    Setting(name: "in another IPC namespace", command: ["unshare", "--ipc"]),
    Setting(
      name: "in another PID namespace",
      command: ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]),
    Setting(
      name: "in other IPC, PID, UTS and cgroup namespaces",
      command: [
        "unshare", "--ipc", "--uts", "--cgroup", "--pid", "--fork", "--kill-child",
        "--mount-proc",
      ]),
  ]

  func run(_ context: Context) throws -> Tally {
    guard geteuid() == 0 else { throw TestFailure("only root can enter new namespaces") }
    var tally = Tally()
    var random = context.generator()
    repeat {
      for setting in Self.settings {
        try show(on: Stage.withScreen(), setting, &random)
        tally.count("pictures shown directly by a viewer \(setting.name)", 5)
      }
      try foreignServer(&random, &tally)
    } while !context.isOver && !context.isQuick
    return tally
  }

  /// An X server of `nobody`, who may open nothing of the user's by name.
  private func foreignServer(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let server = try XServer(userID: 65_534)
    let owner = try eventually("the server's user") {
      let status = String(
        decoding: Folder.contents("/proc/\(server.program.processID)/status"), as: UTF8.self)
      return status.split(separator: "\n").first { $0.hasPrefix("Uid:") }
    }
    try demand(owner.contains("65534"), "the X server runs as \(owner)")
    try show(on: Stage(on: server), Setting(name: "beside it", command: ["env"]), &random)
    tally.count("pictures shown directly by an X server of another user", 5)
  }

  private func show(
    on stage: Stage, _ setting: Setting, _ random: inout SeededGenerator
  ) throws {
    let program = try stage.start(
      setting.command[0], setting.command.dropFirst() + [Product.shmview.path, "--stats"])
    let window = try eventually("a window \(setting.name): \(program.standardError)") {
      try stage.screen.stack().first { $0.isViewable && $0.title?.contains("shmview") == true }
    }
    for _ in 0..<5 {
      let picture = Picture.noise(120, 90, seed: random.next())
      try stage.show(picture)
      try demand(try window.picture() == picture, "another picture than the one put is shown")
    }
    window.askToClose()
    let ending = try program.wait()
    try demand(ending == .exited(0), "a viewer \(setting.name) ended by \(ending)")
    let last = program.standardOutput.split(separator: "\n").last ?? ""
    try demand(
      last.contains("\"shown\":5,") && last.contains("\"composed\":0,\"plain\":0,"),
      "a viewer \(setting.name) left the direct path: \(last), \(program.standardError)")
  }
}
