import Foundation
import TestSupport
import Testing

@Suite("What the viewer counts") struct StatsTests {
  static let keys = [
    "event", "seconds", "generation", "shown", "skipped", "direct", "composed", "plain", "faded",
    "wakeups", "latency_ms",
  ]

  @Test("each line is a JSON object of the documented keys, and counters only rise")
  func lines() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--stats")
    let files = try (1...2).map { try stage.file(.noise(64, 64, seed: $0), "\($0).png") }
    var count = 0
    try eventually("two lines came while pictures were put") {
      try stage.show(file: files[count % 2])
      count += 1
      return viewer.program.standardOutput.split(separator: "\n").count >= 2
    }
    let output = try viewer.quit().output
    #expect(try stage.share("wait", "--shown", "--timeout", "0.1") == Outcome(75))
    for line in output.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(Set((object ?? [:]).keys) == Set(Self.keys))
      let latency = object?["latency_ms"] as? [String: Any]
      #expect(
        Set((latency ?? [:]).keys) == ["frames", "woken", "put", "executed", "total"])
    }
    let stats = try Stats.lines(output)
    #expect(stats.allSatisfy { $0.event == "stats" })
    for (earlier, later) in zip(stats, stats.dropFirst()) {
      #expect(earlier.seconds <= later.seconds)
      #expect(earlier.shown <= later.shown)
      #expect(earlier.direct <= later.direct)
      #expect(earlier.wakeups <= later.wakeups)
    }
    #expect(stats.last?.generation == count)
    #expect(stats.last?.shown == count)
    #expect(stats.last?.skipped == 0)
  }

  @Test("with nothing changing, the viewer does not wake up", arguments: [true, false])
  func idle(hasFrame: Bool) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--stats")
    if hasFrame { try stage.show(.noise(200, 200)) }
    // The line of its last second is printed, then nothing more happens.
    try viewer.program.awaitRest(of: .seconds(4))
  }

  @Test(
    "counters that cannot be written are told of once, and the window goes on",
    arguments: [("/dev/full", "No space left on device"), ("&-", "is closed")])
  func full(output: String, reason: String) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer(
      ["-c", "exec \"$0\" --stats >\(output)", Product.shmview.path], program: "/bin/sh")
    let words = "shmview: standard output: \(reason); no more counters\n"
    for seed in 0..<2 {
      try stage.show(.noise(64, 48, seed: UInt64(seed)))
      try eventually("it says so") { viewer.program.standardError == words }
    }
    #expect(try viewer.quit() == Outcome(0, errors: words))
  }
}
