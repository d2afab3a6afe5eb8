import Foundation
import ShmChannel
import TestSupport
import Testing

/// The tools of the protocol's other implementation, at work in a test's root.
struct PythonTools {
  let root: TemporaryRoot
  let channel = ChannelName.standard.string

  private static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("EndToEndTests/Interop").path

  func start(_ script: String, _ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(
      ["python3", "-B", Self.directory + "/" + script, channel] + arguments,
      environment: ["SHMVIEW_DIR": root.path])
  }

  func reader(_ arguments: String...) throws -> ChildProcess { try start("read.py", arguments) }

  /// Publishes pictures that `Pattern` describes.
  func publisher(
    seed: Int, count: Int = 1, hold: String? = nil, title: String = "python"
  ) throws -> ChildProcess {
    let size = [String(Pattern.width), String(Pattern.height)]
    let hold = hold.map { ["--hold", $0] } ?? []
    return try start(
      "publish.py",
      size + ["bgrx", title, "--pattern", String(seed), "--count", String(count)] + hold)
  }

  /// Publishes, and waits for the end.
  func publish(seed: Int, count: Int = 1, title: String = "python") throws -> [Generation] {
    let process = try publisher(seed: seed, count: count, title: title)
    let generations = process.lines().compactMap { UInt64($0) }.map(Generation.init(rawValue:))
    #expect(process.wait() == 0)
    return generations
  }

  func removeChannel() throws { #expect(try start("remove.py", []).wait() == 0) }
}

/// A line that `read.py` prints for a frame.
struct PythonFrame: Decodable, Equatable {
  let generation: UInt64
  let serial: UInt64
  let width: Int
  let height: Int
  let stride: Int
  let format: String
  let title: String
  let sha256: String
}

/// A line that `read.py` prints when the channel is gone.
struct PythonRemoval: Decodable {
  let removed: String
}

/// A line that `viewers.py` prints.
struct PythonViewer: Decodable {
  let process: Int32
  let generation: UInt64
  let name: String
}

extension ChildProcess {
  /// The next line, which there must be, as JSON.
  func next<Line: Decodable>(_ type: Line.Type) throws -> Line {
    let line = try #require(self.line())
    return try JSONDecoder().decode(type, from: Data(line.utf8))
  }
}

/// Pictures that tell whether they are whole: each byte follows from the first and its place.
enum Pattern {
  static let width = 40
  static let height = 30

  /// The same as `publish.py --pattern`, in BGRX.
  static func pixels(_ seed: Int) -> [UInt8] {
    (0..<width * height * 4).map { offset in
      offset % 4 == 3 ? 255 : UInt8(truncatingIfNeeded: seed + 7 * offset + offset / 251)
    }
  }
}

extension Channel {
  @discardableResult
  func putPattern(_ seed: Int, title: String = "swift") throws -> Generation {
    var loan = try loan(width: Pattern.width, height: Pattern.height, format: .bgrx)
    try loan.write(Pattern.pixels(seed).span.bytes)
    return try loan.publish(title: title)
  }
}
