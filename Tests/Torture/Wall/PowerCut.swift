import Glibc
import TestSupport

/// The photo frame as its systemd unit starts it, all of which is killed at some moment, as a power
/// cut does, and started again.
final class PowerCut {
  private let folder: Folder
  private let unit: FrameUnit

  init(_ random: inout SeededGenerator) throws {
    folder = try Folder()
    for name in ["Pictures", ".config", ".config/shmview"] { mkdir(folder.path(name), 0o700) }
    mkdir(folder.path("Last folder"), 0o700)
    // The unit's own folder is not the one that a person has chosen.
    try folder.write(
      Array("PICTURES=\(folder.path("Last folder"))\n".utf8), to: ".config/shmview/frame.conf")
    for number in 0..<3 {
      try folder.write(
        BrightPictures.picture(320, 240, &random).png(), to: "Last folder/\(number).png")
    }
    let bin = Product.shmview.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    unit = try FrameUnit(home: folder.path, bin: bin)
  }

  /// Power comes, and goes after so many microseconds; then it comes for good.
  ///
  /// - Parameter losesMemory: whether what was in shared memory goes as well, which it does not when
  ///   only the session is killed.
  func cut(after microseconds: useconds_t, losesMemory: Bool) throws {
    let root = folder.path("root")
    do {
      let (stage, frame) = try start()
      usleep(microseconds)
      for process in Self.tree(of: frame.processID) { kill(process, SIGKILL) }
      stage.server?.program.signal(SIGKILL)
      _ = try frame.wait()
    }
    if losesMemory { Folder.remove(root) }
    let (stage, frame) = try start()
    let screen = try stage.screen
    try eventually("the frame comes back: \(frame.standardError)") {
      let picture = try screen.rootWindow.picture()
      return BrightPictures.darkPlace(in: picture) == nil
    }
    try demand(frame.end() == .exited(0), "the frame did not end well")
  }

  private func start() throws -> (Stage, Program) {
    let stage = try Stage(on: XServer(width: 320, height: 240))
    stage.rootPath = folder.path("root")
    stage.environment = unit.environment
    let frame = try stage.start(unit.command[0], Array(unit.command.dropFirst()))
    return (stage, frame)
  }

  /// A process and all that have come of it.
  private static func tree(of process: pid_t) -> [pid_t] {
    let tasks = Folder.entries("/proc/\(process)/task")
    let children = tasks.flatMap { task in
      String(
        decoding: Folder.contents("/proc/\(process)/task/\(task)/children"), as: UTF8.self
      ).split(separator: " ").compactMap { pid_t($0) }
    }
    return [process] + children.flatMap(tree)
  }
}
