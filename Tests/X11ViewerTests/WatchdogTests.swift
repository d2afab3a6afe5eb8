import Testing
import ViewerCore

@testable import X11Viewer

@Suite("Watchdog") struct WatchdogTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  @Test("it asks at first, and says that it lives with each answer, twice in its time")
  func course() {
    var dog = Watchdog(within: .seconds(10), at: start)
    #expect(dog.take(executed: 7, at: start) == .ask)
    dog.didAsk(by: 8)
    #expect(dog.deadline == start + .seconds(5))
    #expect(dog.take(executed: 8, at: start + .seconds(1)) == nil)
    #expect(dog.take(executed: 8, at: start + .seconds(5)) == .sayAndAsk)
    dog.didAsk(by: 20)
    #expect(dog.take(executed: 20, at: start + .seconds(10)) == .sayAndAsk)
  }

  @Test("a server that does not answer keeps it silent, until it does")
  func silence() {
    var dog = Watchdog(within: .seconds(10), at: start)
    #expect(dog.take(executed: 0, at: start) == .ask)
    dog.didAsk(by: 8)
    for second in stride(from: 5, to: 60, by: 5) {
      #expect(dog.take(executed: 7, at: start + .seconds(second)) == nil)
    }
    #expect(dog.take(executed: 8, at: start + .seconds(61)) == .sayAndAsk)
  }
}
