import Testing

@testable import X11Viewer

/// Events of the Present extension as bytes.
@Suite struct PresentEventTests {
  private func event(_ type: UInt8, _ numbers: [Int: UInt8]) -> PresentEvent {
    var bytes = [UInt8](repeating: 0, count: PresentEvent.byteCount)
    bytes[8] = type
    for (place, number) in numbers { bytes[place] = number }
    return bytes.withUnsafeBytes { PresentEvent($0) }
  }

  @Test("each number stands where presentproto.txt and xcb have it")
  func offsets() {
    #expect(
      event(1, [10: 1, 11: 2, 20: 3, 24: 4, 31: 1, 32: 9, 36: 5, 43: 2])
        == .complete(
          kind: 1, mode: 2, serial: 3, microseconds: 4 | 1 << 56, count: 5 | 2 << 56))
    #expect(event(2, [20: 6, 24: 7, 28: 8]) == .idle(serial: 6, pixmap: 7))
    #expect(event(0, [20: 6]) == .other)
  }
}
