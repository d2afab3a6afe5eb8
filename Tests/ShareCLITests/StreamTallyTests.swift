import Testing

@testable import ShareCLI

@Suite struct StreamTallyTests {
  @Test("the summary names what there was, and nothing else")
  func summary() {
    #expect(StreamTally().summary(after: .seconds(3)) == "0 frames")
    #expect(
      StreamTally(frames: 1, byteCount: 8_294_400).summary(after: .seconds(2))
        == "1 frame, 0.5 frames/s, 4.1 MB/s")
    #expect(
      StreamTally(frames: 300, dropped: 2, damaged: 1, byteCount: 2_488_320_000)
        .summary(after: .milliseconds(5_005))
        == "300 frames, 2 dropped, 1 damaged, 59.9 frames/s, 497.2 MB/s")
  }

  @Test("a file is given up only when all of its pictures were decoded in vain")
  func fruitless() {
    #expect(StreamTally(damaged: 2).isFruitless)
    #expect(!StreamTally().isFruitless)
    #expect(!StreamTally(dropped: 1, damaged: 2).isFruitless, "one that was dropped may be good")
    // Nor where a good one could not be published.
    #expect(!StreamTally(frames: 0, damaged: 2, hasDecoded: true).isFruitless)
  }

  @Test("the progress has the rates of the last while, and the viewers")
  func progress() {
    let before = StreamTally(frames: 100, byteCount: 100_000_000)
    let now = StreamTally(frames: 130, dropped: 4, byteCount: 160_000_000)
    #expect(
      now.progress(since: before, .milliseconds(500), viewerCount: 1)
        == "130 frames, 4 dropped, 60.0 frames/s, 120.0 MB/s, 1 viewer")
    #expect(
      now.progress(since: now, .milliseconds(500), viewerCount: 0)
        == "130 frames, 4 dropped, 0.0 frames/s, 0.0 MB/s, 0 viewers")
  }
}
