import Glibc
import TestSupport

/// A directory `pictures` in which other processes work, and a window for the show of it.
final class Gallery {
  /// Where the directory lies.
  enum Ground: String, CaseIterable, Sendable {
    case memory = "/dev/shm"
    case disk = "/var/tmp"
  }

  let stage: Stage
  let viewer: Viewer
  private let folder: Folder

  /// Makes the directory, with `names` in it.
  init(on ground: Ground, _ names: String...) throws {
    stage = try Stage.withScreen()
    viewer = try stage.startViewer("--geometry", "200x150")
    folder = try Folder(below: ground.rawValue)
    for name in ["pictures", "samples"] { mkdir(folder.path(name), 0o700) }
    try prepare(names)
    for name in names { try act("cp samples/\(name) pictures") }
  }

  var path: String { folder.path("pictures") }

  /// Writes pictures into `samples`, on the same file system, for `act` to use.
  func prepare(_ names: [String]) throws {
    for name in names { try folder.write(Self.picture(name).png(), to: "samples/\(name)") }
  }

  /// Has another process do something where `pictures` and `samples` lie, to its end.
  func act(_ script: String) throws {
    let outcome = try stage.run("env", ["-C", folder.path, "/bin/sh", "-euc", script])
    guard outcome == Outcome(0) else { throw TestFailure("\(script): \(outcome)") }
  }

  /// The contents of the file that `prepare` writes.
  static func picture(_ name: String) -> Picture {
    .noise(80, 60, seed: name.utf8.reduce(7) { $0 &* 131 &+ UInt64($1) })
  }

  /// Waits until the window shows what `prepare` wrote under that name.
  func awaitOnScreen(_ name: String) throws { try viewer.awaitPicture(Self.picture(name)) }

  /// Steps on until the window shows what `prepare` wrote under that name.
  func step(_ show: RunningShow, to name: String) throws {
    let picture = Self.picture(name)
    try eventually("the window shows \(name)") {
      try show.steer("next")
      return try self.viewer.shown(picture) == picture
    }
  }

  /// Starts a show of the directory, in which pictures change by hand or by what happens there.
  func startShow(_ options: String...) throws -> RunningShow {
    try stage.startShow(["-t", "3600"] + options, of: path)
  }
}
