import Glibc
import ShmChannel
import TestSupport

/// A stream that goes on and on: 60 frames a second, that change their size now and then.
struct StreamTrial: Trial {
  static let name = "stream"
  static let promise = "a stream's memory, descriptors and frames stay flat, and no frame is lost"
  static let share = 2

  private static let rate = 60
  /// What a full run lasts at least.
  private static let leastTime = Duration.seconds(600)
  private static let largest = (width: 320, height: 240)
  /// Rests that a growth is looked for in, at least.
  private static let leastRests = 6

  func run(_ context: Context) throws -> Tally {
    var random = context.generator()
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "320x240")
    let stream = try stage.startShare("stream", "-q", "--block", "-", input: .pipe)
    let start = ContinuousClock.now
    var sent = 0
    var (own, shown): ([Int], [Int]) = ([], [])
    var first: Holding?
    // What pictures are read into grows with the largest so far, which is measured once it has come.
    try send(seconds: 2, to: stream, &sent) { Self.largest }
    repeat {
      try send(seconds: context.isQuick ? 2 : 20, to: stream, &sent) {
        (
          .random(in: 1...Self.largest.width, using: &random),
          .random(in: 1...Self.largest.height, using: &random)
        )
      }
      try eventually("all that was sent is published") {
        (try? stage.root.list().channels.first?.generation.rawValue) == UInt64(sent)
      }
      let now = Holding(of: stream.processID)
      try demand(now.holdsNoMore(than: first ?? now), "it holds \(now)")
      first = first ?? now
      try demand(stage.frames().count <= Stream.mostFrames(1), "\(stage.frames().count) frames")
      own.append(now.kibibytes)
      shown.append(Holding(of: viewer.program.processID).kibibytes)
    } while !context.isOver || own.count < Self.leastRests
      || (!context.isQuick && ContinuousClock.now - start < Self.leastTime)
    try Flatness.require(own, "the stream's memory, in KiB,", slack: Holdings.slack)
    try Flatness.require(shown, "its viewer's memory, in KiB,", slack: Holdings.slack)
    stream.endInput()
    try demand(try stream.wait() == .exited(0), "it ended so: \(stream.standardError)")
    var tally = Tally()
    tally.count("frames of a stream published", sent)
    return tally
  }

  /// YUV4MPEG2, PNM and QOI would each do: PPM says its size anew with each frame.
  private func send(
    seconds: Int, to stream: Program, _ sent: inout Int,
    of size: () -> (width: Int, height: Int)
  ) throws {
    let begin = ContinuousClock.now
    var (width, height) = Self.largest
    for number in 0..<seconds * Self.rate {
      if number % 30 == 0 { (width, height) = size() }
      try stream.send(
        Array("P6\n\(width) \(height)\n255\n".utf8)
          + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: width * height * 3))
      sent += 1
      let due = begin + .seconds(1) * (number + 1) / Self.rate
      let rest = due - .now
      if rest > .zero { usleep(useconds_t(rest / .microseconds(1))) }
    }
  }
}
