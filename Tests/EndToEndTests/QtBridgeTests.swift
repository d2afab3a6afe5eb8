import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("The bridge to Qt's shared memory") struct QtBridgeTests {
  private let qt: QtStage

  init() throws { qt = try QtStage() }

  @Test(
    "a receiver shows what the channel has, frame after frame", arguments: QtPair.Kind.available)
  func receiving(kind: QtPair.Kind) throws {
    try qt.stage.put(qt.picture)
    let bridge = try qt.bridge(qt.key, "--from-channel", "default")
    try qt.awaitLine("\(qt.key): generation 1, 60x40, ", of: bridge)
    let pair = try QtPair(kind, qt.key, on: qt.stage)
    #expect(try qt.loaded(pair) == qt.picture)
    try qt.stage.put(qt.larger)  // needs a larger segment
    try qt.awaitLine("\(qt.key): generation 2, 200x150, ", of: bridge)
    #expect(try qt.loaded(pair) == qt.larger)
    try qt.stage.put(qt.picture)
    try qt.awaitLine("\(qt.key): generation 3, 60x40, ", of: bridge)
    #expect(try qt.loaded(pair) == qt.picture)
    let keys = qt.systemVKeys()
    #expect(keys.isSubset(of: qt.kernelKeys()) && keys.count == 2)
    try pair.end()
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
    #expect(qt.keyFiles.isEmpty)
    #expect(qt.kernelKeys().isDisjoint(with: keys))
  }

  @Test(
    "a receiver sees grays of 16 bits as their range says", arguments: QtPair.Kind.available)
  func range(kind: QtPair.Kind) throws {
    let channel = try Channel.openOrCreate(.standard, root: qt.stage.root)
    let bridge = try qt.bridge(qt.key, "--from-channel", "default")
    let pair = try QtPair(kind, qt.key, on: qt.stage)
    for (number, range) in ["0:4095", "4095:0"].enumerated() {
      var loan = try channel.loan(FrameLayout(width: 64, height: 2, format: .gray16))
      let numbers = (0..<128).map { UInt16($0 * 32) }
      try numbers.withUnsafeBytes { try loan.write($0.bytes) }
      _ = try loan.publish(Caption(title: "depth", range: SampleRange(range)))
      try qt.awaitLine("\(qt.key): generation \(number + 1), 64x2, ", of: bridge)
      let expected = Picture(width: 64, height: 2) { x, y in
        let tone = Double((y * 64 + x) * 32) * 255 / 4095
        let byte = UInt32((number == 0 ? tone : 255 - tone).rounded())
        return 0xFF00_0000 | byte * 0x01_0101
      }
      #expect(try qt.loaded(pair) == expected, "\(range)")
    }
    try pair.end()
    #expect(try bridge.end() == .exited(0))
  }

  @Test("a channel follows what a sharer puts, anew and in place", arguments: QtPair.Kind.available)
  func sharing(kind: QtPair.Kind) throws {
    let bridge = try qt.bridge(qt.key, "--to-channel", "c")
    let pair = try QtPair(kind, qt.key, on: qt.stage)
    #expect(try pair.ask("share \(qt.stage.file(qt.larger))") == "ok")
    try qt.awaitHeld(qt.larger, by: "c")
    #expect(try qt.stage.listed()[0].title == qt.key)
    #expect(try pair.ask("share \(qt.stage.file(qt.picture))") == "ok")
    try qt.awaitHeld(qt.picture, by: "c")
    let plain = Picture.plain(0x12_3456, 30, 20)
    #expect(try pair.ask("rewrite \(qt.stage.file(plain))") == "ok")
    try qt.awaitHeld(plain, by: "c")
    #expect(try pair.ask("share null") == "ok")
    #expect(try pair.ask("share \(qt.stage.file(qt.picture))") == "ok")
    try qt.awaitHeld(qt.picture, by: "c")
    let generation = try qt.stage.held(by: "c").generation
    usleep(1_500_000)  // several looks at the same bytes
    #expect(try qt.stage.held(by: "c").generation == generation)
    let keys = qt.systemVKeys()
    try pair.end()
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
    #expect(
      bridge.standardOutput.split(separator: "\n").last == "c: generation 4, 60x40, \(qt.key)")
    #expect(qt.keyFiles.isEmpty)
    #expect(qt.kernelKeys().isDisjoint(with: keys))
  }

  @Test("a sharer that is killed keeps none from sharing again", arguments: QtPair.Kind.available)
  func killedSharer(kind: QtPair.Kind) throws {
    let bridge = try qt.bridge(qt.key)
    for round in 0..<2 {
      let shown = Picture.noise(50, 40, seed: UInt64(round))
      let pair = try QtPair(kind, qt.key, on: qt.stage)
      try eventually("it can share") { try pair.ask("share \(qt.stage.file(shown))") == "ok" }
      try qt.awaitHeld(shown)
      try pair.program.end(by: SIGKILL)
    }
    let pair = try QtPair(kind, qt.key, on: qt.stage)
    try eventually("it can share") { try pair.ask("share \(qt.stage.file(qt.larger))") == "ok" }
    #expect(try pair.ask("lock") == "ok")
    try pair.program.end(by: SIGKILL)  // the kernel undoes the lock
    let next = try QtPair(kind, qt.key, on: qt.stage)
    try eventually("it can share") { try next.ask("share \(qt.stage.file(qt.picture))") == "ok" }
    try qt.awaitHeld(qt.picture)
    #expect(try bridge.end() == .exited(0))
    #expect(bridge.standardError == "")
    try next.end()
    #expect(qt.keyFiles.isEmpty)
  }

  @Test("killed bridges and receivers leave nothing in the way", arguments: QtPair.Kind.available)
  func killedBridge(kind: QtPair.Kind) throws {
    try qt.stage.put(qt.picture)
    for _ in 0..<2 {
      let bridge = try qt.bridge(qt.key, "--from-channel", "default")
      try qt.awaitLine("generation 1", of: bridge)
      let pair = try QtPair(kind, qt.key, on: qt.stage)
      #expect(try qt.loaded(pair) == qt.picture)
      #expect(try pair.ask("attach") == "ok")
      try pair.program.end(by: SIGKILL)
      try bridge.end(by: SIGKILL)
    }
    let follower = try qt.bridge(qt.key, "--to-channel", "copy")
    try qt.awaitHeld(qt.picture, by: "copy")  // what the killed one has left
    try follower.end()
    let last = try qt.bridge(qt.key, "--from-channel", "default")
    try qt.awaitLine("generation 1", of: last)
    let keys = qt.systemVKeys()
    #expect(try last.end() == .exited(0))
    #expect(qt.kernelKeys().filter(keys.contains).count <= 1, "the killed one's semaphore at most")
  }

  @Test("two keys at once, one each way, and both ways on one key")
  func twoKeys() throws {
    try qt.stage.put(qt.picture, channel: "a")
    let first = try qt.bridge("one", "--from-channel", "a")
    let second = try qt.bridge("two", "--to-channel", "b")
    let echo = try qt.bridge("one", "--to-channel", "c")
    let pair = try QtPair(.standIn, "two", on: qt.stage)
    #expect(try pair.ask("share \(qt.stage.file(qt.larger))") == "ok")
    try qt.awaitHeld(qt.larger, by: "b")
    try qt.awaitHeld(qt.picture, by: "c")
    for bridge in [first, second, echo] { #expect(try bridge.end() == .exited(0)) }
    try pair.end()
    #expect(qt.keyFiles.isEmpty)
  }

  @Test("memory that others still have attached stays when the bridge ends, and goes with them")
  func attached() throws {
    try qt.stage.put(qt.picture)
    let bridge = try qt.bridge(qt.key, "--from-channel", "default")
    try qt.awaitLine("generation 1", of: bridge)
    let pair = try QtPair(.standIn, qt.key, on: qt.stage)
    #expect(try pair.ask("attach") == "ok")
    #expect(try bridge.end() == .exited(0))
    let other = try QtPair(.standIn, qt.key, on: qt.stage)
    #expect(try qt.loaded(other) == qt.picture)
    #expect(try pair.ask("detach") == "ok")
    #expect(try other.ask("load x").hasPrefix("failed"))
    try pair.end()
    try other.end()
    #expect(qt.keyFiles.isEmpty)
  }
}
