import Glibc
import Testing

@testable import X11Viewer

@Suite struct TimerTests {
  @Test("without a deadline the timer never becomes readable")
  func idle() throws {
    var timer = try Timer()
    #expect(!isReadable(timer.descriptor, within: 0))
    timer.set(ContinuousClock.now)
    timer.set(nil)
    #expect(!isReadable(timer.descriptor, within: 50))
  }

  @Test("a deadline that passes makes it readable, until another is set or none")
  func passed() throws {
    var timer = try Timer()
    let now = ContinuousClock.now
    timer.set(now + .seconds(3600))
    timer.set(now + .milliseconds(1))
    #expect(isReadable(timer.descriptor, within: -1))
    timer.set(now + .seconds(3601))
    #expect(!isReadable(timer.descriptor, within: 0))
    timer.set(now - .seconds(1))
    #expect(isReadable(timer.descriptor, within: -1))
    timer.set(nil)
    #expect(!isReadable(timer.descriptor, within: 0))
  }

  private func isReadable(_ descriptor: CInt, within milliseconds: CInt) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) == 1
  }
}
