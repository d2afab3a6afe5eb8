import Pixels
import ShmChannel
import Testing

@Suite struct BlendTests {
  private static let whole = PixelRect(x: 0, y: 0, width: 16, height: 16)

  private func blended(
    _ first: StridedPicture, _ second: StridedPicture, share: Int, in rect: PixelRect = whole
  ) -> StridedPicture {
    var output = StridedPicture(first.layout.width, first.layout.height) { _, _ in
      StridedPicture.mark
    }
    let layout = first.layout
    first.pixels.withUnsafeBytes { first in
      second.pixels.withUnsafeBytes { second in
        output.pixels.withUnsafeMutableBytes { bytes in
          var bytes = MutableRawSpan(_unsafeBytes: bytes)
          blend(
            RawSpan(_unsafeBytes: first), RawSpan(_unsafeBytes: second), share: share, in: rect,
            into: &bytes, layout: layout)
        }
      }
    }
    return output
  }

  @Test("every byte is the weighted mean of the two, rounded")
  func mean() {
    // All pairs of 16 values from black to white.
    let first = StridedPicture(16, 16) { x, _ in 0x0101_0101 * UInt32(x * 17) }
    let second = StridedPicture(16, 16) { _, y in 0x0101_0101 * UInt32(y * 17) }
    for share in 0..<256 {
      let result = blended(first, second, share: share)
      for y in 0..<16 {
        for x in 0..<16 {
          let value = (x * 17 * (256 - share) + y * 17 * share + 128) >> 8
          #expect(result[x, y] == 0x0101_0101 * UInt32(value), "\(x), \(y), share \(share)")
        }
      }
    }
  }

  @Test("what is the same in both never changes")
  func same() {
    let picture = StridedPicture(16, 16) { x, y in UInt32(truncatingIfNeeded: scrambled(x, y)) }
    for share in 0..<256 {
      #expect(blended(picture, picture, share: share).pixels == picture.pixels)
    }
  }

  @Test("nothing outside the rectangle is touched, wherever that lies")
  func rectangle() {
    let first = StridedPicture(16, 16) { _, _ in 0xFF00_0000 }
    let second = StridedPicture(16, 16) { _, _ in 0xFFFF_FFFF }
    for rect in [
      PixelRect(x: 3, y: 5, width: 7, height: 2), PixelRect(x: -4, y: 9, width: 9, height: 90),
      PixelRect(x: 40, y: 0, width: 9, height: 9),
    ] {
      let result = blended(first, second, share: 128, in: rect)
      for y in 0..<16 {
        for x in 0..<16 {
          let isInside =
            (rect.x..<rect.maxX).contains(x) && (rect.y..<rect.maxY).contains(y)
          #expect(result[x, y] == (isInside ? 0xFF80_8080 : StridedPicture.mark), "\(x), \(y)")
        }
      }
    }
  }
}

@Suite struct LayingTests {
  @Test("a premultiplied picture lets through what it should, in the clip and nowhere else")
  func laid() throws {
    var sheet = try Bitmap(width: 4, height: 3)
    sheet.withUnsafeMutableBytes { bytes in
      for index in 0..<12 {
        let pixel: UInt32 = index.isMultiple(of: 2) ? 0x8040_2010 : 0xFF11_2233
        bytes.storeBytes(of: pixel, toByteOffset: index * 4, as: UInt32.self)
      }
    }
    let below: UInt32 = 0xFF80_8080
    for (x, y) in [(0, 0), (-2, -1), (5, 4), (-10, 0), (8, 6), (3, 2)] {
      var window = StridedPicture(8, 6) { _, _ in below }
      let layout = window.layout
      let clip = PixelRect(x: 1, y: 0, width: 6, height: 6)
      window.pixels.withUnsafeMutableBytes { bytes in
        var span = MutableRawSpan(_unsafeBytes: bytes)
        sheet.lay(atX: x, y: y, over: &span, layout: layout, clip: clip)
      }
      for row in 0..<6 {
        for column in 0..<8 {
          let isInside =
            (1..<7).contains(column) && (x..<x + 4).contains(column) && (y..<y + 3).contains(row)
          let isEven = ((row - y) * 4 + column - x).isMultiple(of: 2)
          let pixel = window[column, row]
          let expected: UInt32 = !isInside ? below : isEven ? 0xFF80_6050 : 0xFF11_2233
          for shift in [0, 8, 16] {
            let difference = Int(pixel >> shift & 0xFF) - Int(expected >> shift & 0xFF)
            #expect(abs(difference) <= 1, "at \(column), \(row)")
          }
        }
      }
    }
  }
}
