import Pixels
import ShmChannel
import TestSupport
import Testing
import ViewerCore

extension PixelValue {
  /// Of a BGRX or BGRA frame; `pixel` is `0xAARRGGBB`.
  static func display(_ pixel: UInt32, hasAlpha: Bool = false, x: Int, y: Int) -> PixelValue {
    PixelValue(
      [0, 8, 16, 24].map { Double(pixel >> $0 & 0xFF) }, of: hasAlpha ? .bgra : .bgrx,
      display: pixel, x: x, y: y)
  }
}

@Suite struct PixelValueTests {
  @Test("a value is its place, its numbers, and those in hexadecimal")
  func texts() {
    let pixel = PixelValue.display(0x80FF_0A10, hasAlpha: true, x: 3, y: 4)
    #expect(pixel.label == "RGBA")
    #expect(pixel.numbers == ["255", "10", "16", "128"])
    #expect(pixel.hex == "#ff0a1080")
    #expect(pixel.text == "3,4 255,10,16,128 #ff0a1080")
    let opaque = PixelValue.display(0x80FF_0A10, x: 3, y: 4)
    #expect(opaque.label == "RGB")
    #expect(opaque.text == "3,4 255,10,16 #ff0a10")
  }

  @Test("a value is read where the frame's layout has it", arguments: PixelFormat.allCases)
  func reading(format: PixelFormat) {
    let layout = FrameLayout(
      width: 3, height: 2, format: format, rowStride: 3 * format.columnByteCount + 8)
    var bytes = [UInt8](repeating: 0xEE, count: layout.byteCount)
    let step = format.isPlanar ? layout.planeByteCount : format.sample.byteCount
    for index in 0..<format.channelCount {
      let number = [
        [UInt8(10 + index)], [UInt8(10 + index), 0], Self.bytes(of: Float(10 + index)),
      ][Int(format.sample.rawValue)]
      let offset = layout.offset(x: 2, y: 1) + index * step
      bytes.replaceSubrange(offset..<offset + number.count, with: number)
    }
    let value = PixelValue(
      x: 2, y: 1, of: bytes.span.bytes, layout: layout, by: DisplayMapping(of: format))
    let stored = layout.samples(x: 2, y: 1, of: bytes.span.bytes)
    #expect(stored == (0..<format.channels.count).map { Double(10 + $0) })
    #expect((value.x, value.y) == (2, 1))
    #expect(value.numbers.count == format.channels.filter { $0 != .unused }.count)
  }

  private static func bytes(of number: Float) -> [UInt8] {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
  }

  @Test(
    "numbers are told as they are stored, whatever they are",
    arguments: [
      ([4095], "gray16le", "7,8 4095", "Gray"),
      ([1, 2, 65_535], "bgr48le", "7,8 65535,2,1 #ffff00020001", "RGB"),
      ([Double(Float(0.1)), .nan, -.infinity], "rgbf32le", "7,8 0.1,nan,-inf", "RGB"),
    ] as [([Double], String, String, String)])
  func stored(samples: [Double], format: String, text: String, label: String) throws {
    let format = try #require(PixelFormat(named: format))
    let value = PixelValue(samples, of: format, display: 0, x: 7, y: 8)
    #expect(value.text == text)
    #expect(value.label == label)
  }

  @Test(
    "numbers are black on what is bright, also where that is the backdrop",
    arguments: [
      (0xFFFF_FFFF, Style.Behind.black, true), (0xFF00_0000, .white, false),
      (0x00FF_FFFF, .black, false), (0x0000_0000, .white, true), (0x00FF_FFFF, .darkSquares, false),
      (0x0000_0000, .lightSquares, true), (0xA0FF_FFFF, .black, true), (0x60FF_FFFF, .black, false),
    ] as [(UInt32, Style.Behind, Bool)])
  func contrast(pixel: UInt32, behind: Style.Behind, isBright: Bool) {
    let value = PixelValue.display(pixel, hasAlpha: true, x: 0, y: 0)
    #expect(value.isBright(over: Style(behind: behind).backdrop) == isBright)
  }
}
