import Glibc
import ShmChannel
import TestSupport

/// A long life: frames of random sizes, viewers that come and go, and nothing grows.
struct SoakTrial: Trial {
  static let name = "soak"
  static let promise = "memory, descriptors, shared memory and the X server's resources stay flat"
  static let share = 3

  /// What a full run publishes at least.
  private static let leastPublished = 100_000
  /// Frames between two rests.
  private static let stretch = (quick: 200, full: 500)
  /// Rests that a growth is looked for in, at least.
  private static let leastRests = 6

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    let soak = try Soak()
    var tally = Tally()
    var published = 0
    var course: [Holdings] = []
    let stretch = context.isQuick ? Self.stretch.quick : Self.stretch.full
    repeat {
      try soak.live(stretch, &random, &tally)
      published += stretch
      let now = try soak.rest()
      course.append(now)
      // The first stretch is the time in which everything is used once.
      try now.requireNoMore(than: course[0])
    } while !context.isOver || course.count < Self.leastRests
      || (!context.isQuick && published < Self.leastPublished)
    try Holdings.requireFlat(course)
    tally.count("frames of random sizes published", published)
    for (what, count) in course[course.count - 1].described { tally.count(what, count) }
    return tally
  }
}

/// A publisher, in this process, and a viewer that stay, with others that come and go; all frames
/// lie in a tmpfs of their own.
private final class Soak {
  private let stage: Stage
  private let tmpfs: Tmpfs
  private let emptyByteCount: Int
  private let channel: Channel
  private let viewer: Viewer
  private var guests: [Viewer] = []

  /// What may be in use beside the files that have a name: the files of viewers that just went.
  private static let slack = 64 << 10

  init() throws {
    stage = try Stage.withScreen()
    tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 256 << 20)
    emptyByteCount = tmpfs.freeByteCount
    channel = try Channel.openOrCreate(.standard, root: stage.root)
    viewer = try stage.startViewer("--geometry", "320x240")
  }

  /// Publishes, with up to two guests that come, and go by themselves or killed.
  func live(_ count: Int, _ random: inout SeededGenerator, _ tally: inout Tally) throws {
    for number in 0..<count {
      if number % (count / 2) == 0 {
        guests.append(try stage.startViewer())
        tally.count("viewers that came and went")
      }
      try publish(
        .random(in: 1...500, using: &random), .random(in: 1...400, using: &random),
        // With alpha and larger than the window at times: the composed path.
        Int.random(in: 0..<4, using: &random) == 0 ? .bgra : .bgrx,
        .random(in: 0...255, using: &random))
      if number % 4 == 0 { try requireNoHiddenMemory() }
      if number == count * 3 / 4 { try end(guests.removeFirst(), &random) }
    }
    for guest in guests { try end(guest, &random) }
    guests = []
  }

  private func end(_ guest: Viewer, _ random: inout SeededGenerator) throws {
    try guest.program.end(by: Bool.random(using: &random) ? SIGKILL : SIGTERM)
  }

  private func publish(
    _ width: Int, _ height: Int, _ format: PixelFormat, _ colour: UInt8
  ) throws {
    var loan = try channel.loan(width: width, height: height, format: format)
    try loan.withMappedPixels { pixels in
      pixels.withUnsafeMutableBytes { _ = $0.initializeMemory(as: UInt8.self, repeating: colour) }
    }
    _ = try loan.publish(title: "\(width)x\(height)")
  }

  /// Memory of deleted frames is free at once, even if a process still maps them. Only this process
  /// makes or deletes frames.
  private func requireNoHiddenMemory() throws {
    let (used, named) = (usedByteCount, namedByteCount(stage.rootPath))
    try demand(
      used <= named + Self.slack, "\(used) bytes of shared memory are used, by files \(named)")
  }

  private var usedByteCount: Int { emptyByteCount - tmpfs.freeByteCount }

  /// Bytes of all files below a directory.
  private func namedByteCount(_ path: String) -> Int {
    Folder.entries(path).reduce(0) { sum, name in
      var status = stat()
      guard lstat(path + "/" + name, &status) == 0 else { return sum }
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      return sum
        + (isDirectory ? namedByteCount(path + "/" + name) : Int(status.st_blocks) * 512)
    }
  }

  /// Publishes the same frames each time, directly shown and composed, and waits until the viewer
  /// is alone and shows the last: what is held then.
  func rest() throws -> Holdings {
    for number in 0..<6 {
      try publish(320, 240, number % 2 == 0 ? .bgra : .bgrx, UInt8(number))
      try awaitShown()
    }
    guard let server = stage.server else { throw TestFailure("no X server") }
    let resources = try eventually("the X server has dropped the guests") {
      try XResources(of: viewer.program.processID, on: stage)
    }
    var holdings = Holdings(resources)
    holdings.publisher = Holding(of: getpid())
    holdings.viewer = Holding(of: viewer.program.processID)
    holdings.server = Holding(of: server.program.processID)
    holdings.frames = stage.frames().count
    holdings.tmpfsKibibytes = usedByteCount >> 10
    return holdings
  }

  private func awaitShown() throws {
    let latest = try stage.root.list().channels.first?.generation
    try eventually("one viewer shows generation \(latest?.rawValue ?? 0)") {
      let viewers = try stage.root.list().channels.first?.viewers ?? []
      return viewers.count == 1 && viewers.allSatisfy { $0.generation == latest }
    }
  }
}
