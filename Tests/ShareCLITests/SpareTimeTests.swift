import Testing

@testable import ShareCLI

@Suite("When a process is started that waits for the next picture")
struct SpareTimeTests {
  @Test("before the first picture it is started at once")
  func first() { #expect(SpareTime().begin(at: .seconds(7)) == nil) }

  @Test("viewers are left alone with a picture first, and with each one after it")
  func after() {
    var time = SpareTime()
    time.didPublish(at: .seconds(7))
    #expect(time.begin(at: .seconds(7)) == .seconds(7) + SpareTime.pause)
    #expect(time.begin(at: .seconds(7) + SpareTime.pause) == nil)
    time.didPublish(at: .seconds(8))
    #expect(time.begin(at: .milliseconds(8_050)) == .seconds(8) + SpareTime.pause)
  }
}
