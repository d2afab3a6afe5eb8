import Linux
import Testing

@Suite struct MonitorTests {
  @Test("two threads that wait for each other's counts come to their end")
  func turns() {
    let counts = Monitor([0, 0])
    func count(_ own: Int, _ other: Int) {
      for turn in 0..<500 {
        counts.wait { $0[other] >= turn + own - 1 }
        counts.with { $0[own] += 1 }
      }
    }
    #expect(atOnce({ count(0, 1) }, { count(1, 0) }))
    #expect(counts.with { $0 } == [500, 500])
  }
}
