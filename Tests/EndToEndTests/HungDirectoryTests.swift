import Glibc
import TestSupport
import Testing

/// A slideshow of a directory in a file system that stands still.
@Suite(
  "A slideshow of a file system that hangs",
  .enabled(
    if: StoppableFileSystem.obstacle == nil,
    "no file system can be mounted: \(StoppableFileSystem.obstacle ?? "")"))
struct HungDirectoryTests {
  let stage: Stage
  let fileSystem: StoppableFileSystem

  init() throws {
    stage = try Stage()
    try stage.fill("a.png", "b.png")
    mkdir(stage.folder.path("far"), 0o700)
    for name in ["c.png", "d.png"] { _ = try stage.file(.noise(30, 20), "far/\(name)") }
    fileSystem = try StoppableFileSystem(of: stage.folder.path("far"), on: stage)
  }

  private func start() throws -> RunningShow {
    try stage.startShow(["-t", "3600", stage.picturesPath], of: fileSystem.mount)
  }

  private var silence: String {
    "shmshare: \(fileSystem.mount): does not answer; going on without it\n"
  }

  /// Waits for a line, which is said once; a picture that was being read has one of its own.
  private func awaitLine(_ line: String, of show: RunningShow) throws {
    try eventually("the show says \(line); it said: \(show.program.standardError)") {
      show.program.standardError.ranges(of: line).count == 1
    }
  }

  /// What `list --json` says that the show waits for.
  private func awaited() throws -> String? { try stage.listed().first?.show?.waiting_for }

  @Test("goes on with the rest, obeys steps, tells of it once, and comes back by itself")
  func course() throws {
    let show = try start()
    _ = try show.next()
    try show.awaitCount(4)
    #expect(try awaited() == nil)
    fileSystem.stop()
    try awaitLine(silence, of: show)
    try show.awaitCount(2)
    #expect(try awaited() == "\(fileSystem.mount), which does not answer")
    var shown: Set<String> = []
    while shown.count < 2 {
      try show.steer("next")
      shown.insert(try show.next())
    }
    #expect(shown == ["a.png", "b.png"])
    fileSystem.goOn()
    try awaitLine("shmshare: \(fileSystem.mount): answers again\n", of: show)
    try show.awaitCount(4)
    #expect(try awaited() == nil)
    _ = try stage.file(.noise(30, 20), "far/e.png")
    try show.awaitCount(5)
    #expect(try show.program.end() == .exited(0))
  }

  @Test("obeys SIGTERM while a picture of it is read, and leaves nothing behind")
  func ended() throws {
    let show = try start()
    _ = try show.next()
    try show.awaitCount(4)
    let children = show.program.children
    fileSystem.stop()
    try show.steer("jump", "c.png")
    #expect(try show.program.end() == .exited(0))
    fileSystem.goOn()
    try eventually("its processes are gone") {
      children.allSatisfy { Folder.contents("/proc/\($0)/cmdline").isEmpty }
    }
  }

  @Test("begins beside it with what it has, and a list in it is an error")
  func begins() throws {
    fileSystem.stop()
    let show = try start()
    // It begins before all has been found.
    #expect(try ["a.png", "b.png"].contains(show.next()))
    try awaitLine(silence, of: show)
    #expect(try show.program.end() == .exited(0))
    let list = fileSystem.mount + "/c.png"
    #expect(
      try stage.share("slideshow", "--filelist", list)
        == Outcome(74, errors: "shmshare: \(list): its file system does not answer\n"))
    fileSystem.goOn()
  }
}
