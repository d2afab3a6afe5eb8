import Linux
import Testing

@Suite struct TimerTests {
  @Test("a timer rings once, when it is time, until that is taken")
  func once() throws {
    var timer = try Timer()
    var rings = [timer.isOn, timer.takeRing()]
    #expect(rings == [false, false])
    timer.ring()
    _ = try Readiness.readable.wait(on: timer.number)
    rings = [timer.isOn, timer.takeRing(), timer.takeRing()]
    #expect(rings == [true, true, false])
  }

  @Test("a timer rings again and again, until it is switched off")
  func again() throws {
    var timer = try Timer()
    timer.ring(every: .milliseconds(1))
    for _ in 0..<3 {
      _ = try Readiness.readable.wait(on: timer.number)
      let hasRung = timer.takeRing()
      #expect(hasRung)
    }
    timer.ring(after: .zero)
    _ = try Readiness.readable.wait(on: timer.number)
    timer.switchOff()
    let rings = [timer.isOn, timer.takeRing()]
    #expect(rings == [false, false])
  }
}
