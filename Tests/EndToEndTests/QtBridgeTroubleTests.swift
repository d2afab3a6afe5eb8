import Glibc
import TestSupport
import Testing

@Suite("The bridge to Qt, where something is wrong") struct QtBridgeTroubleTests {
  private let qt: QtStage

  init() throws { qt = try QtStage() }

  @Test("wrong bytes are told, the channel stays, and what is right again is shown")
  func wrongBytes() throws {
    let bridge = try qt.bridge(qt.key)
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    try pair.ask("share \(qt.stage.file(qt.picture))")
    try qt.awaitHeld(qt.picture)
    var bytes: [UInt8] = [0, 0, 0, 1] + qt.larger.png()
    bytes[3] = 9
    try pair.ask("bytes \(qt.stage.folder.write(bytes, to: "wrong"))")
    try qt.awaitLine(
      "shmshare: key \(qt.key): is not a QImage of a QDataStream; it begins with "
        + "00 00 00 09 89 50 4E 47\n", of: bridge)
    bytes[3] = 1
    bytes[60] ^= 0xFF  // within the pixels' data
    try pair.ask("bytes \(qt.stage.folder.write(bytes, to: "wrong"))")
    try qt.awaitLine("shmshare: key \(qt.key): the PNG file is damaged", of: bridge)
    #expect(try qt.stage.held().generation == 1)
    #expect(try qt.stage.held().picture == qt.picture)
    try pair.ask("share \(qt.stage.file(qt.larger))")
    try qt.awaitHeld(qt.larger)
    #expect(try bridge.end() == .exited(65))
    try pair.end()
  }

  @Test("fuzzed segments change nothing but by whole pictures")
  func fuzzed() throws {
    let bridge = try qt.bridge(qt.key, "--quiet")
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<8 {
      var bytes: [UInt8] = [0, 0, 0, 1] + qt.picture.png()
      for _ in 0..<3 { bytes[Int.random(in: 0..<40, using: &random)] = random.next() }
      try pair.ask("bytes \(qt.stage.folder.write(bytes, to: "fuzzed"))")
      usleep(300_000)
      #expect(bridge.isRunning)
    }
    try pair.ask("share \(qt.stage.file(qt.larger))")
    try qt.awaitHeld(qt.larger)
    #expect(try bridge.end() == .exited(65))
    try pair.end()
  }

  @Test("streams of older versions are shown", arguments: [false, true])
  func older(isBMP: Bool) throws {
    let bridge = try qt.bridge(qt.key)
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    let file = isBMP ? qt.picture.bmp() : qt.picture.png()
    try pair.ask("bytes \(qt.stage.folder.write(file + [7, 7, 7], to: "old"))")
    try qt.awaitHeld(qt.picture)
    #expect(try bridge.end() == .exited(0))
    try pair.end()
  }

  @Test("memory of others that is too small is told with both sizes, and used when it is free")
  func tooSmall() throws {
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    #expect(try pair.ask("make 1000") == "ok")
    try qt.stage.put(qt.larger)
    let bridge = try qt.bridge(qt.key, "--from-channel", "default")
    try qt.awaitLine(
      "shmshare: key \(qt.key): its memory has room for 1000 bytes, and the picture needs ",
      of: bridge)
    #expect(try pair.ask("detach") == "ok")
    try qt.awaitLine("\(qt.key): generation 1, 200x150, ", of: bridge)
    #expect(try qt.loaded(pair) == qt.larger)
    #expect(try bridge.end() == .exited(74))
    try pair.end()
  }

  @Test("a lock that a dead program holds is told of after five seconds, and freed")
  func deadLock() throws {
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    try pair.ask("share \(qt.stage.file(qt.picture))")
    #expect(try pair.ask("wedge") == "ok")
    let process = pair.program.processID
    try pair.program.end(by: SIGKILL)
    let bridge = try qt.bridge(qt.key)
    try qt.awaitHeld(qt.picture)
    #expect(
      bridge.standardError == "shmshare: key \(qt.key): its lock was held for 5 s by process "
        + "\(process), which has ended; it is freed\n")
    #expect(try bridge.end() == .exited(75))
  }

  @Test("a lock that a running program keeps is waited for, told of, and keeps nobody from ending")
  func keptLock() throws {
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    try pair.ask("share \(qt.stage.file(qt.picture))")
    try pair.ask("lock")
    let bridge = try qt.bridge(qt.key)
    let patient = try qt.bridge(qt.key, "--to-channel", "c")
    try qt.awaitLine(
      "its lock is held for 5 s now, last by process \(pair.program.processID)", of: bridge)
    try qt.awaitLine("its lock is held for 5 s now", of: patient)
    #expect(try bridge.end() == .exited(75))
    #expect(try pair.ask("unlock") == "ok")
    try qt.awaitHeld(qt.picture, by: "c")
    #expect(try patient.end() == .exited(75))
    try pair.end()
  }

  @Test("a folder for keys that is not there is told")
  func noFolder() throws {
    qt.stage.environment["TMPDIR"] = "/none"
    let outcome = try qt.stage.share("bridge", "qt", qt.key)
    #expect(
      outcome
        == Outcome(
          66, errors: "shmshare: /none: is not a folder; Qt keeps its keys where TMPDIR says\n"))
  }

  @Test("options that exclude each other, and an empty key")
  func usage() throws {
    #expect(
      try qt.stage.share("bridge", "qt", "k", "--to-channel", "a", "--from-channel", "b").ending
        == .exited(64))
    #expect(try qt.stage.share("bridge", "qt", "").ending == .exited(64))
    #expect(try qt.stage.share("bridge", "qt", "k", "--to-channel", ".a").ending == .exited(64))
  }
}

extension Picture {
  /// A BMP of 24 bits a pixel, from the bottom up; alpha is left out.
  fileprivate func bmp() -> [UInt8] {
    func bytes(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let padding = (4 - width * 3 % 4) % 4
    var rows: [UInt8] = []
    for y in (0..<height).reversed() {
      for pixel in pixels[y * width..<(y + 1) * width] { rows += bytes(Int(pixel), 3) }
      rows += [UInt8](repeating: 0, count: padding)
    }
    return Array("BM".utf8) + bytes(54 + rows.count, 4) + bytes(0, 4) + bytes(54, 4) + bytes(40, 4)
      + bytes(width, 4) + bytes(height, 4) + bytes(1, 2) + bytes(24, 2) + bytes(0, 24) + rows
  }
}
