import TestSupport

/// The controls of `TornTrial`: what checks frames and windows must find a single wrong pixel, and
/// torn frames where nobody holds a lock on what he reads; or nothing is proved when they find
/// none.
struct TornControl {
  private let stage: Stage
  private let crew: PublisherCrew

  /// Torn frames that the reader without locks must meet.
  private static let enough = 20

  init(_ random: inout SeededGenerator) throws {
    stage = try Stage.withScreen()
    crew = try PublisherCrew(on: stage, &random)
  }

  func run(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    for count in 0..<200 {
      try findsOnePixel(UInt64(count), &random)
      tally.count("single pixels of another frame that the checks have found")
    }
    try reader(&random, &tally)
    try window(&tally)
  }

  /// A frame in memory and one in a window: whole, and then with one pixel of another.
  private func findsOnePixel(_ count: UInt64, _ random: inout SeededGenerator) throws {
    let frame = NumberedFrame(count, by: 1, &random)
    let x = Int.random(in: 0..<frame.width, using: &random)
    let y = Int.random(in: 0..<frame.height, using: &random)
    for isSpoilt in [false, true] {
      var words = [UInt32](repeating: 0, count: frame.width * frame.height)
      words.withUnsafeMutableBytes { frame.fill($0, rowStride: frame.width * 4) }
      // As much as two frames of one size differ in at least.
      if isSpoilt { words[y * frame.width + x] ^= 1 }
      let fault = words.withUnsafeBytes {
        NumberedFrame.fault(
          in: $0, title: frame.title, width: frame.width, height: frame.height,
          rowStride: frame.width * 4)
      }
      let picture = Picture(width: frame.width, height: frame.height) {
        words[$1 * frame.width + $0]
      }
      let side = NumberedFrame.ownSide
      let window = picture.centred(side, side, on: 0x1C_1C1C)
      let shown = try? NumberedFrame.shown(in: window, isFitted: false)
      guard (fault != nil) == isSpoilt, (shown != frame) == isSpoilt else {
        throw TestFailure(
          "the pixel at (\(x), \(y)) of \(frame) is \(isSpoilt ? "wrong, and passes" : "refused")")
      }
    }
  }

  /// The reader of the trial, which takes whatever it reads for its own.
  private func reader(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let command = [
      Product.torture.path, "read", "--count-torn", "--seed", "\(random.next())",
    ]
    let reader = try Worker(stage, Tracer.path, Tracer.withoutLocks(command))
    func torn() throws -> Int {
      try reader.send("?")
      return try reader.answer()
    }
    try eventually("the control reads the frame at rest") { try torn() >= 0 }
    guard try torn() == 0 else { throw TestFailure("a frame at rest is torn") }
    let count = try eventually("a reader without locks meets torn frames") { () throws -> Int? in
      try crew.burst([200, 200])
      let count = try torn()
      return count >= Self.enough ? count : nil
    }
    tally.count("torn frames that a reader without locks met, as it must", count)
  }

  /// A viewer that holds no lock on what it shows.
  private func window(_ tally: inout Tally) throws {
    let window = try WatchedWindow(withoutLocks: stage, at: "+0+0")
    try eventually("the control shows the frame at rest") { (try? window.frame()) != nil }
    var torn = 0
    try eventually("a window of a viewer without locks is torn") {
      try crew.burst([200, 200]) {
        do { _ = try window.frame() } catch is BrokenPromise { torn += 1 }
      }
      return torn > 0
    }
    tally.count("torn windows of a viewer without locks, as there must be", torn)
  }
}
