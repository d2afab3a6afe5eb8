import Testing

@testable import ViewerCore

@Suite struct FirstSizeTests {
  @Test("a window whose size somebody else has set is never resized")
  func settled() {
    let own = Size(width: 640, height: 400)
    var size = FirstSize.open(own)
    size.didConfigure(own, from: own)
    #expect(size == .open(own))
    size.didConfigure(Size(width: 900, height: 400), from: own)
    #expect(size == .settled)
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
