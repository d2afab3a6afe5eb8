import Testing

@testable import ShareCLI

@Suite("The pace of what viewers show") struct ShownPaceTests {
  private var pace = ShownPace()
  private let start = Duration.seconds(100)
  private let end = Duration.seconds(100) + ShownPace.patience

  @Test("two frames may be ahead of the viewers, and the next one waits for them")
  mutating func lead() {
    for published: UInt64 in 5...6 {
      #expect(pace.deadline(published: published, shown: 5, at: start) == nil)
    }
    #expect(pace.deadline(published: 7, shown: 5, at: start) == end)
    #expect(pace.deadline(published: 7, shown: 6, at: start) == nil)
    #expect(pace.deadline(published: 3, shown: 6, at: start) == nil, "another channel's")
  }

  @Test("nobody is waited for without a viewer")
  mutating func alone() {
    #expect(pace.deadline(published: 9, shown: nil, at: start) == nil)
  }

  @Test("viewers that show nothing are given up, and waited for again once they go on")
  mutating func stalled() {
    #expect(pace.deadline(published: 7, shown: 5, at: start) == end)
    #expect(pace.deadline(published: 7, shown: 5, at: end - .milliseconds(1)) == end)
    for published: UInt64 in 7...100 {
      #expect(pace.deadline(published: published, shown: 5, at: end) == nil)
    }
    #expect(pace.deadline(published: 100, shown: 98, at: end) == end + ShownPace.patience)
    #expect(pace.deadline(published: 100, shown: 99, at: end) == nil)
  }

  @Test("patience begins anew with each frame that is shown, and when the viewers fall behind")
  mutating func patience() {
    #expect(pace.deadline(published: 7, shown: 5, at: start) == end)
    let later = end - .milliseconds(1)
    #expect(pace.deadline(published: 9, shown: 6, at: later) == later + ShownPace.patience)
    #expect(pace.deadline(published: 9, shown: 9, at: later) == nil)
    let muchLater = start + .seconds(1000)
    #expect(pace.deadline(published: 11, shown: 9, at: muchLater) == muchLater + ShownPace.patience)
  }
}
