import Testing

@testable import ShareCLI

@Suite("Pictures of which shared memory does not hold two") struct MemoryFitTests {
  @Test("a picture is halved until two frames of it fit, and not at all where they do")
  func halvings() {
    // Docker gives 64 MB: one frame of 4000x3000 takes 48, one of 2000x1500 takes 12.
    let docker = MemoryFit(byteCount: 64 << 20)
    #expect(docker.halvings(width: 4_000, height: 3_000) == 1)
    #expect(docker.halvings(width: 1_920, height: 1_080) == 0)
    #expect(docker.halvings(width: 12_000, height: 8_000) == 2)
    #expect(MemoryFit(byteCount: .max).halvings(width: 65_535, height: 65_535) == 0)
  }

  @Test("a frame counts with its header, in whole pages, and the channel's other files with it")
  func edges() {
    let two = 2 * (4_096 + 640 * 480 * 4) + 65_536
    #expect(MemoryFit(byteCount: two).halvings(width: 640, height: 480) == 0)
    #expect(MemoryFit(byteCount: two - 1).halvings(width: 640, height: 480) == 1)
  }

  @Test("where nothing fits a picture stays as it is, for the failure to name what it needs")
  func nothing() {
    #expect(MemoryFit(byteCount: 0).halvings(width: 65_535, height: 1) == 0)
  }

  @Test("odd sides are rounded up")
  func odd() {
    #expect(MemoryFit.size(1_001, 1, halved: 2) == (251, 1))
  }
}
