import Glibc
import ShmChannel
import TestSupport

/// A screen that a viewer fills, a slideshow of two folders, and somebody who looks at the screen.
final class Wall {
  let stage: Stage
  let server: XServer
  let viewer: Viewer
  let watch: RootWatch
  private(set) var show: Program
  /// The clock of the show.
  let clock: ShowClock
  /// Where the far folder lies; nil where no file system can be mounted.
  let fileSystem: StoppableFileSystem?
  private let tmpfs: Tmpfs
  private let emptyByteCount: Int
  private let reader: ChannelReader

  init(_ random: inout SeededGenerator) throws {
    server = try XServer(width: 320, height: 240)
    stage = try Stage(on: server)
    tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 64 << 20)
    emptyByteCount = tmpfs.freeByteCount
    for folder in ["near", "far"] { mkdir(stage.folder.path(folder), 0o700) }
    for number in 0..<6 {
      let name = "\(number < 3 ? "near" : "far")/\(number).png"
      _ = try stage.file(BrightPictures.picture(320, 240, &random), name)
    }
    let far = stage.folder.path("far")
    fileSystem =
      StoppableFileSystem.obstacle == nil ? try StoppableFileSystem(of: far, on: stage) : nil
    clock = try ShowClock(in: stage.folder)
    viewer = try stage.startViewer(
      "--fullscreen", "--fit", "fill", "--background", "#000000", "--stats")
    show = try Self.start(on: stage, fileSystem, clock)
    reader = try ChannelReader(name: .standard, root: stage.root)
    watch = RootWatch(of: server.name)
    try awaitBright()
    watch.look(true)
  }

  private static func start(
    on stage: Stage, _ fileSystem: StoppableFileSystem?, _ clock: ShowClock
  ) throws -> Program {
    let far = fileSystem?.mount ?? stage.folder.path("far")
    return try stage.start(
      Product.shmshare.path,
      ["slideshow", "-t", "0.05", "--fade", "20", "-r", stage.folder.path("near"), far],
      environment: clock.environment)
  }

  /// Ends the show, and starts another in its place.
  func restartShow(by signal: CInt) throws {
    try show.end(by: signal)
    show = try Self.start(on: stage, fileSystem, clock)
    try awaitSlides(1)
  }

  /// How many slides there have been.
  func slides() throws -> Int {
    guard case .frame(let generation, _) = try reader.refresh() else { return 0 }
    return Int(generation.rawValue)
  }

  /// Waits until so many more have come.
  func awaitSlides(_ count: Int) throws {
    let goal = try slides() + count
    try eventually("\(count) more slides come; the show said: \(show.standardError.suffix(2000))") {
      try watch.requireBright()
      return try slides() >= goal
    }
  }

  /// The whole screen is a picture.
  func awaitBright() throws {
    try eventually("the screen is covered by a picture") {
      let picture = try server.screen.rootWindow.picture()
      return BrightPictures.darkPlace(in: picture) == nil
    }
  }

  /// What is held while the show rests.
  struct Holdings {
    var show = Holding()
    var viewer = Holding()
    var server = Holding()
    var tmpfsKibibytes = 0
  }

  /// Has the show pause, and measures what is held then.
  func rest() throws -> Holdings {
    try steer("pause")
    let last = try eventually("the show rests") {
      let before = try slides()
      usleep(150_000)
      let listed = try stage.root.list().channels.first
      let isShown = listed.map { $0.viewers.map(\.generation) == [$0.generation] } ?? false
      return try slides() == before && isShown ? before : nil
    }
    var holdings = Holdings()
    holdings.show = Holding(of: show.processID)
    holdings.viewer = Holding(of: viewer.program.processID)
    holdings.server = Holding(of: server.program.processID)
    holdings.tmpfsKibibytes = (emptyByteCount - tmpfs.freeByteCount) >> 10
    try demand(slides() == last, "a show that is paused goes on")
    try steer("resume")
    return holdings
  }

  func steer(_ words: String...) throws {
    let outcome = try stage.run(Product.shmshare.path, words)
    try demand(outcome == Outcome(0), "shmshare \(words): \(outcome)")
  }

  /// Ends all of it, as it should end.
  func end() throws {
    watch.look(false)
    watch.end()
    try watch.requireBright()
    try demand(show.end() == .exited(0), "the show did not end well: \(show.standardError)")
    let outcome = try viewer.quit()
    try demand(outcome.ending == .exited(0), "the viewer did not end well: \(outcome)")
  }
}

extension Wall.Holdings {
  /// - Throws: `BrokenPromise` when something has grown from the first third of the rests to the
  ///   last.
  static func requireFlat(_ course: [Self]) throws {
    let measures: [(String, (Self) -> Int, Int)] = [
      ("the show's own memory, in KiB,", \.show.kibibytes, 1024),
      ("the number of its descriptors", \.show.descriptors, 2),
      ("the number of its mappings", \.show.mappings, 4),
      ("the viewer's own memory, in KiB,", \.viewer.kibibytes, 1024),
      ("its shared memory, in KiB,", \.viewer.sharedKibibytes, 1024),
      ("the number of its descriptors", \.viewer.descriptors, 2),
      ("the X server's own memory, in KiB,", \.server.kibibytes, 1024),
      ("the number of its descriptors", \.server.descriptors, 2),
      ("the channel's memory, in KiB,", \.tmpfsKibibytes, 512),
    ]
    for (what, measure, slack) in measures {
      try Flatness.require(course.map(measure), what, slack: slack)
    }
  }
}
