import Testing

@testable import ViewerCore

@Suite struct FirstSizeTests {
  @Test("a window whose size somebody else has set is never resized")
  func settled() {
    let own = Size(width: 640, height: 400)
    var size = FirstSize.open(own)
    size.didConfigure(own, from: own)
    #expect(size == .open(own))
    let other = Size(width: 900, height: 400)
    size.didConfigure(other, from: own)
    #expect(size == .unsure(own), "it may be fullscreen")
    size.didCome(to: other, isFullscreen: false)
    #expect(size == .settled)
  }

  @Test("a monitor that the window fills settles nothing, nor does what comes on the way back")
  func fullscreen() {
    let (own, screen) = (Size(width: 640, height: 400), Size(width: 1600, height: 1200))
    var size = FirstSize.open(own)
    size.didConfigure(screen, from: own)
    size.didCome(to: screen, isFullscreen: true)
    #expect(size == .open(own) && size.isOpen)
    size.willReturn()
    size.didConfigure(Size(width: 600, height: 363), from: screen)
    #expect(size == .unsure(own) && size.isOpen)
    size.didConfigure(own, from: screen)
    #expect(size == .open(own))
  }

  @Test("a mere move is no answer to the wish for a size; any new size is")
  func answered() {
    let (own, wanted) = (Size(width: 640, height: 400), Size(width: 800, height: 600))
    var size = FirstSize.asked(wanted)
    size.didConfigure(own, from: own)
    #expect(size == .asked(wanted))
    size.didConfigure(wanted, from: own)
    #expect(size == .settled)
    size = .asked(wanted)
    size.didConfigure(Size(width: 700, height: 500), from: own)
    #expect(size == .settled)
  }
}
