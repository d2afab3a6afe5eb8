import Pixels
import ShmChannel
import Testing
import ViewerCore

@testable import Composing

@Suite struct HistoryLineTests {
  private let window = Size(width: 800, height: 400)

  private func paint(_ face: HistoryFace?) -> [UInt32] {
    var pixels = [UInt32](repeating: 0xFF11_2233, count: 800 * 400)
    let overlay = Overlay(history: face)
    pixels.withUnsafeMutableBytes { bytes in
      var rows = MutableRawSpan(_unsafeBytes: bytes)
      OverlayPainter().paint(
        overlay, into: &rows, layout: window.layout, clip: PixelRect(window))
    }
    return pixels
  }

  @Test(
    "a mark on a line along the lower edge stands where the frame is among those that are there")
  func mark() {
    let pixels = paint(HistoryFace(position: 3, count: 8, byteCount: 1))
    let last = Array(pixels.suffix(800))
    #expect(last.indices.filter { last[$0] == 0xFFFF_FFFF } == Array(300..<400))
    #expect(Set(last) == [0xFFFF_FFFF, 0xFF6B_7280])
    #expect(pixels.prefix(394 * 800).allSatisfy { $0 == 0xFF11_2233 }, "it is six rows high")
    #expect(pixels[394 * 800] == 0xFF14_1619, "told from the picture by a dark row")
  }

  @Test("of very many frames the mark still is seen, also at the end")
  func many() {
    let last = Array(paint(HistoryFace(position: 999, count: 1000, byteCount: 1)).suffix(800))
    #expect(last.indices.filter { last[$0] == 0xFFFF_FFFF } == Array(794..<800))
  }

  @Test("a frame that is gone has no mark; without a look back there is no line")
  func none() {
    let gone = paint(HistoryFace(position: nil, count: 8, byteCount: 1))
    #expect(!gone.contains(0xFFFF_FFFF) && gone.contains(0xFF6B_7280))
    #expect(paint(nil).allSatisfy { $0 == 0xFF11_2233 })
  }

  @Test("another place changes the line alone")
  func difference() {
    let faces = [2, 3].map { Overlay(history: HistoryFace(position: $0, count: 8, byteCount: 1)) }
    let part = OverlayPainter().difference(faces[0], faces[1], in: window)
    #expect(part == PixelRect(x: 0, y: 394, width: 800, height: 6))
    #expect(OverlayPainter().difference(faces[0], faces[0], in: window).isEmpty)
  }
}
