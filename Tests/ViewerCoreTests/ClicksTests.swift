import Testing

@testable import ViewerCore

@Suite struct ClicksTests {
  /// A button that goes down and up at one place, at a time.
  private struct Click {
    var time: UInt32 = 1000
    var x: Int32 = 50
    var y: Int32 = 60
    var button = MouseButton.left
    /// How far the pointer goes between down and up.
    var drag: Int32 = 0
  }

  /// How many of the clicks end a double click.
  private func count(_ clicks: [Click]) -> Int {
    var state = Clicks()
    return clicks.filter { click in
      let isEarly = state.follow(
        ButtonChange(
          click.button, isPress: true, x: click.x, y: click.y,
          time: ServerTime(rawValue: click.time)))
      let isDouble = state.follow(
        ButtonChange(
          click.button, isPress: false, x: click.x &+ click.drag, y: click.y,
          time: ServerTime(rawValue: click.time &+ 50)))
      return isDouble || isEarly
    }.count
  }

  @Test("two clicks of the first button at one place within 400 ms are a double click")
  func double() {
    #expect(count([Click(), Click(time: 1400)]) == 1)
    #expect(count([Click(), Click(time: 1400, x: 54, y: 56)]) == 1)
    #expect(count([Click()]) == 0)
  }

  @Test(
    "it is none if the second comes late, elsewhere, with another button, or is a drag",
    arguments: [
      (1401, 50, 60, .left, 0), (1100, 55, 60, .left, 0), (1100, 50, 55, .left, 0),
      (1100, 50, 60, .middle, 0), (1100, 50, 60, .left, 5),
    ] as [(UInt32, Int32, Int32, MouseButton, Int32)])
  func single(time: UInt32, x: Int32, y: Int32, button: MouseButton, drag: Int32) {
    let second = Click(time: time, x: x, y: y, button: button, drag: drag)
    #expect(count([Click(), second]) == 0)
  }

  @Test("a drag, or another button, before the second click makes that a first one")
  func interrupted() {
    #expect(count([Click(drag: 20), Click(time: 1100)]) == 0)
    #expect(count([Click(), Click(time: 1050, button: .wheelDown), Click(time: 1100)]) == 0)
  }

  @Test("a third click begins anew, and a fourth ends another double click")
  func more() {
    #expect(count((0..<3).map { Click(time: 1000 + 100 * $0) }) == 1)
    #expect(count((0..<4).map { Click(time: 1000 + 100 * $0) }) == 2)
  }

  @Test("the server's time may begin at zero in between")
  func wrapped() {
    #expect(count([Click(time: .max - 99), Click(time: 100)]) == 1)
  }

  @Test("places that no screen has are no crash")
  func extremes() {
    #expect(count([Click(x: .max), Click(time: 1100, x: .min)]) == 0)
  }
}
