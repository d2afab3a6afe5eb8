import Pixels
import Testing
import ViewerCore

@testable import X11Viewer

@Suite("What the window may hold beside a new picture")
struct DamageTests {
  private let window = Size(width: 100, height: 80)
  private let large = PixelRect(x: 10, y: 10, width: 80, height: 60)
  private let small = PixelRect(x: 40, y: 30, width: 20, height: 20)

  @Test("a first picture changes its own part alone")
  func first() {
    #expect(Damage().area(for: small, in: window) == small)
  }

  @Test("a smaller picture takes the larger one before it away in the same moment")
  func smaller() {
    var damage = Damage()
    damage.didDraw(large)
    #expect(damage.area(for: small, in: window) == large)
    damage.didDraw(small)
    #expect(damage.area(for: small, in: window) == small)
  }

  @Test("a request that was not executed may have drawn")
  func underway() {
    var damage = Damage()
    damage.didDraw(small)
    damage.willDraw(large)
    #expect(damage.area(for: small, in: window) == large)
  }

  @Test("what a smaller window no longer has needs no drawing")
  func shrunk() {
    var damage = Damage()
    damage.didDraw(large)
    let window = Size(width: 50, height: 80)
    #expect(
      damage.area(for: PixelRect(x: 0, y: 0, width: 50, height: 80), in: window)
        == PixelRect(window))
  }
}
