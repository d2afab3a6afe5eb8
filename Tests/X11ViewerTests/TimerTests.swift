import Glibc
import Testing

@testable import X11Viewer

@Suite struct TimerTests {
  @Test("without a deadline the timer never becomes readable")
  func idle() throws {
    var timer = try Timer()
    #expect(!isReadable(timer.descriptor, within: 0))
    timer.set(.stats, after: .zero)
    timer.cancel(.stats)
    #expect(!isReadable(timer.descriptor, within: 50))
  }

  @Test("the earliest deadline makes it readable, and taking that leaves the other")
  func earliest() throws {
    var timer = try Timer()
    timer.set(.stats, after: .seconds(3600))
    timer.set(.firstSize, after: .milliseconds(1))
    #expect(isReadable(timer.descriptor, within: -1))
    let passed = timer.takePassed()
    #expect(passed == [.firstSize])
    let isSet = (timer.isSet(.stats), timer.isSet(.firstSize))
    #expect(isSet == (true, false))
    #expect(!isReadable(timer.descriptor, within: 0))
  }

  private func isReadable(_ descriptor: CInt, within milliseconds: CInt) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) == 1
  }
}
