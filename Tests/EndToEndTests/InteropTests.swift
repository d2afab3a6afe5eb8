import Foundation
import TestSupport
import Testing

@Suite("A publisher and a reader in Python, written from docs/PROTOCOL.md alone")
struct InteropTests {
  let stage: Stage
  let picture = Picture.noise(120, 80)

  init() throws {
    stage = try Stage.withScreen()
  }

  @Test("what Python publishes is shown and saved to the pixel", arguments: ["bgrx", "bgra"])
  func fromPython(format: String) throws {
    let pattern = Self.pattern(seed: 9, 101, 67, format)
    let put = try stage.python(
      "publish.py", "default", "101", "67", format, "t ü", "--pattern", "9")
    #expect(try Outcome(of: put) == Outcome(0, output: "1\n"))
    let listed = try stage.listed()[0]
    #expect(listed.title == "t ü")
    #expect(listed.width == 101)
    let path = stage.folder.path("saved.png")
    #expect(try stage.share("save", path) == Outcome(0))
    #expect(try Picture(png: Folder.contents(path)).difference(from: pattern) == nil)
    let viewer = try stage.startViewer()
    if format == "bgrx" {
      try viewer.awaitPicture(pattern)
    } else {
      // Blended over the checkerboard; what is opaque is exact.
      try eventually("the opaque pixels are shown") {
        guard let shown = try viewer.shown(pattern) else { return false }
        return pattern.pixels.indices.allSatisfy {
          pattern.pixels[$0] >> 24 != 255 || pattern.pixels[$0] == shown.pixels[$0]
        }
      }
    }
  }

  @Test("what we put is read by Python to the byte")
  func toPython() throws {
    try stage.share("--title", "naïve\n", stage.file(picture))
    let read = try Outcome(of: stage.python("read.py", "default", "--timeout", "60"))
    #expect(read.ending == .exited(0))
    let frame = try PythonFrame(read.output)
    #expect(frame.generation == 1)
    #expect(frame.width == 120)
    #expect(frame.height == 80)
    #expect(frame.format == "bgrx")
    #expect(frame.title == "naïve\u{FFFD}")
    #expect(frame.sha256 == (try stage.digest(of: picture)))
  }

  @Test("files of every depth are read by Python to the bit, and saved to the bit")
  func depths() throws {
    let done = try stage.python("depths.py", Product.shmshare.path, stage.folder.path)
    #expect(try Outcome(of: done) == Outcome(0, output: "99 files\n"))
  }

  @Test("linear light of files and of arrays is seen as numpy has it, to the bit")
  func light() throws {
    let done = try stage.python(
      "light.py", Product.shmshare.path, Product.shmview.path, stage.folder.path)
    #expect(try Outcome(of: done) == Outcome(0, output: "18 pictures\n"))
  }

  @Test("both publish into one channel in turn, and both read each other's frames")
  func inTurn() throws {
    for round in 0..<10 {
      try stage.put(picture)
      let put = try stage.python(
        "publish.py", "default", "50", "40", "bgrx", "t", "--pattern", "\(round)")
      #expect(try Outcome(of: put) == Outcome(0, output: "\(round * 2 + 2)\n"))
      let (held, generation) = try stage.held()
      #expect(generation == UInt64(round * 2 + 2))
      #expect(held == Self.pattern(seed: round, 50, 40, "bgrx"))
    }
    #expect(stage.frames().count <= 4)
  }

  @Test("two publishers of two programs at once: every generation is given once")
  func atOnce() throws {
    let viewer = try stage.startViewer("--geometry", "120x80")
    let file = try stage.file(picture)
    let ours = try stage.start(Product.shmshare.path, [String](repeating: file, count: 60))
    let theirs = try stage.python(
      "publish.py", "default", "120", "80", "bgrx", "t", "--pattern", "3", "--count", "60")
    #expect(try ours.wait() == .exited(0))
    #expect(try theirs.wait() == .exited(0))
    let given = (ours.standardOutput + theirs.standardOutput).split(separator: "\n").compactMap {
      $0.split(separator: " ").lazy.compactMap { Int($0.prefix { $0.isNumber }) }.first
    }
    #expect(given.sorted() == Array(1...120))
    try viewer.awaitPicture(stage.held().picture)
  }

  @Test("a Python viewer is listed, satisfies --wait-shown, and follows a removed channel")
  func pythonViewer() throws {
    try stage.put(picture)
    let reader = try stage.python(
      "read.py", "default", "--follow", "3", "--as-viewer", "py", "--timeout", "60")
    try eventually("it has read the first") { try PythonFrame.all(reader).count == 1 }
    try stage.show(picture)
    let viewers = try stage.listed()[0].viewers
    #expect(viewers == [.init(name: "py", pid: reader.processID, generation: 2)])
    #expect(try stage.share("rm", "default") == Outcome(0))
    try stage.put(.plain(7))
    #expect(try reader.wait() == .exited(0), "\(reader.standardError)")
    #expect(reader.standardOutput.contains("{\"removed\": \"default\"}"))
    #expect(try PythonFrame.all(reader).map(\.generation) == [1, 2, 1])
  }

  @Test("a channel removed by Python sends our viewer back to waiting, and our viewer is told of")
  func removedByPython() throws {
    let viewer = try stage.startViewer()
    try stage.show(picture)
    let viewers = try Outcome(of: stage.python("viewers.py", "default"))
    #expect(viewers.output.contains("\(viewer.program.processID)"), "\(viewers)")
    #expect(viewers.output.contains("shmview"), "\(viewers)")
    #expect(try Outcome(of: stage.python("remove.py", "default")) == Outcome(0))
    try eventually("the window waits") { viewer.window.title == "shmview – default" }
    try stage.show(.noise(120, 80, seed: 2))
    #expect(try viewer.picture() == .noise(120, 80, seed: 2))
  }

  @Test("a frame that a Python reader holds is lent to nobody, until it is killed")
  func held() throws {
    try stage.put(picture)
    let reader = try stage.python("read.py", "default", "--hold", input: .pipe)
    try eventually("it holds the frame") { try PythonFrame.all(reader).count == 1 }
    let serial = try PythonFrame(reader.standardOutput).serial
    let path = stage.rootPath + "/default/frame-\(serial)"
    let before = Folder.contents(path)
    for seed in 2...UInt64(9) { try stage.put(.noise(120, 80, seed: seed)) }
    #expect(Folder.contents(path) == before)
    try reader.end(by: SIGKILL)
    for seed in 2...UInt64(9) { try stage.put(.noise(120, 80, seed: seed)) }
    #expect(Folder.contents(path) != before, "recycled, or gone")
    #expect(stage.frames().count <= 3)
  }

  @Test(
    "a publisher killed while it holds a loan, or between header and commit, leaves nothing",
    arguments: ["loan", "header"])
  func killed(moment: String) throws {
    let viewer = try stage.startViewer()
    try stage.show(picture)
    for round in 0..<3 {
      let publisher = try stage.python(
        "publish.py", "default", "120", "80", "bgrx", "t", "--pattern", "5", "--hold", moment,
        input: .pipe)
      try eventually("it holds its frame; it said: \(publisher.standardError)") {
        publisher.standardOutput.hasPrefix("\(moment) ")
      }
      if moment == "loan" { try stage.show(.noise(120, 80, seed: 4)) }
      #expect(try publisher.end(by: SIGKILL) == .signalled(SIGKILL))
      let next = Picture.noise(120, 80, seed: UInt64(10 + round))
      let before = try stage.held().generation
      try stage.show(next)
      #expect(try stage.held().generation == before + 1)
      #expect(try viewer.picture() == next)
    }
    for seed in 2...UInt64(5) { try stage.show(.noise(120, 80, seed: seed)) }
    #expect(stage.frames().count <= 4)
    #expect(try viewer.quit() == Outcome(0))
    #expect(try stage.share("rm", "default") == Outcome(0))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }
}

extension InteropTests {
  /// The picture of `publish.py --pattern`.
  private static func pattern(seed: Int, _ width: Int, _ height: Int, _ format: String) -> Picture {
    Picture(width: width, height: height) { x, y in
      (0..<4).reduce(UInt32(0)) { pixel, channel in
        let index = (y * width + x) * 4 + channel
        let isPadding = channel == 3 && format == "bgrx"
        let byte = isPadding ? 255 : UInt32((seed + 7 * index + index / 251) % 256)
        return pixel | byte << UInt32(8 * channel)
      }
    }
  }
}

/// A line of `read.py`.
private struct PythonFrame: Decodable {
  let generation: Int
  let serial: Int
  let width: Int
  let height: Int
  let format: String
  let title: String
  let sha256: String

  init(_ line: some StringProtocol) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(line.utf8))
  }

  /// The frames that a reader has told of so far.
  static func all(_ program: Program) throws -> [PythonFrame] {
    try program.standardOutput.split(separator: "\n").filter { $0.contains("sha256") }
      .map { try PythonFrame($0) }
  }
}

extension Stage {
  /// Starts one of the programs in Interop.
  fileprivate func python(
    _ script: String, _ arguments: String..., input: Program.Input = .nothing
  ) throws -> Program {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    // -B: no compiled files in the source tree.
    return try start("python3", ["-B", "/\(folder)/Interop/\(script)"] + arguments, input: input)
  }

  /// SHA-256 of a picture's bytes, by sha256sum(1).
  fileprivate func digest(of picture: Picture) throws -> String {
    let bytes = picture.pixels.withUnsafeBytes { Array($0) }
    let outcome = try run("sha256sum", [folder.write(bytes, to: "pixels")])
    return String(outcome.output.prefix(64))
  }
}
