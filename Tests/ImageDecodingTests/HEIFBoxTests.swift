import ImageDecoding
import TestSupport
import Testing

@Suite struct HEIFBoxTests {
  @Test("an AVIF whose colours are multiplied by alpha has straight ones")
  func premultiplied() throws {
    let picture = try Picture(decoding: try fixture("premultiplied.avif"))
    for (actual, expected) in zip(picture.pixels, Pattern.alpha.picture.pixels) {
      let alpha = Int(expected >> 24)
      #expect(abs(Int(actual >> 24) - alpha) <= 1)
      for shift in [0, 8, 16] as [UInt32] {
        let difference = abs(Int(actual >> shift & 255) - Int(expected >> shift & 255))
        #expect(difference * alpha <= 255 * 3)
      }
    }
  }

  @Test("a meta box that goes to the end of the file may leave out its size")
  func openMeta() throws {
    let bytes = try fixture("color.avif")
    let metaName = try #require(bytes.firstRange(of: Array("meta".utf8))).lowerBound
    let dataName = try #require(bytes.firstRange(of: Array("mdat".utf8))).lowerBound
    let (start, end) = (metaName - 4, dataName - 4)
    var meta = Array(bytes[start..<end])
    meta.replaceSubrange(0..<4, with: [0, 0, 0, 0])
    // The place of the data, which moves in front of the box.
    let (old, new) = (dataName + 4, start + 8)
    let place = try #require(meta.firstRange(of: [0, 0, UInt8(old >> 8), UInt8(old & 255)]))
    meta.replaceSubrange(place, with: [0, 0, UInt8(new >> 8), UInt8(new & 255)])
    let moved = Array(bytes[..<start] + bytes[end...]) + meta
    #expect(try Picture(decoding: moved) == Picture(decoding: bytes))
  }

  /// An animation without the still picture in front of it.
  private static func film(_ name: String = "frames.avif") throws -> [UInt8] {
    var bytes = try fixture(name)
    let name = try #require(bytes.firstRange(of: Array("meta".utf8)))
    bytes.replaceSubrange(name, with: Array("free".utf8))
    return bytes
  }

  @Test("a film without a still picture is shown as its first picture")
  func film() throws {
    let picture = try Picture(decoding: try Self.film())
    #expect(try #require(picture.largestDifference(from: Pattern.color.picture)) <= 2)
    #expect(try picture == Picture(decoding: try fixture("frames.avif")))
  }

  @Test("a film that is cut is incomplete, and one that describes no picture is damaged")
  func brokenFilm() throws {
    let bytes = try Self.film()
    let limits = DecodingLimits(maxPixels: 767)
    #expect(throws: DecodingError.tooManyPixels(width: 32, height: 24, limit: 767)) {
      try Picture(decoding: bytes, limits: limits)
    }
    for count in stride(from: 32, to: bytes.count, by: 11) {
      #expect(throws: DecodingError.self) { try Picture(decoding: Array(bytes[..<count])) }
    }
    var file = ByteWriter()
    file.u32(20, big: true)
    file.text("ftypavis")
    file.u32(0, big: true)
    file.text("avis")
    file.u32(8, big: true)
    file.text("moov")
    #expect(throws: DecodingError.corrupt(.avif, "it describes no picture")) {
      try Picture(decoding: file.bytes)
    }
  }

  @Test("a film of another coding is not supported, which is no damage")
  func otherFilm() throws {
    var bytes = try Self.film()
    let movie = try #require(bytes.firstRange(of: Array("moov".utf8))).upperBound
    let name = try #require(bytes[movie...].firstRange(of: Array("av01".utf8)))
    bytes.replaceSubrange(name, with: Array("mp4v".utf8))
    let what = "a film of another coding and no still picture"
    #expect(throws: DecodingError.unsupported(.avif, what)) { try Picture(decoding: bytes) }
  }

  @Test("a film's transparency is kept")
  func transparentFilm() throws {
    // All of the fixture's alpha is full; without its track the picture is the same.
    var bytes = try Self.film()
    let alpha = try #require(bytes.firstRange(of: Array("auxv".utf8)))
    let whole = try Picture(decoding: bytes)
    bytes.replaceSubrange(alpha, with: Array("text".utf8))
    #expect(try Picture(decoding: bytes) == whole)
  }

  @Test(
    "colours that are multiplied by alpha are divided, and turned with it, in a still and a film",
    arguments: [false, true])
  func turned(isFilm: Bool) throws {
    let name = "frames-turned.avif"
    let picture = try Picture(decoding: try isFilm ? Self.film(name) : fixture(name))
    #expect((picture.width, picture.height) == (24, 32))
    let upright = Pattern.alpha.picture
    for y in 0..<32 {
      for x in 0..<24 {
        // A quarter turn against the clock, and then what is at the top is at the bottom.
        let (actual, expected) = (picture[x, y], upright[y, x])
        let alpha = Int(expected >> 24)
        #expect(abs(Int(actual >> 24) - alpha) <= 1)
        for shift in [0, 8, 16] as [UInt32] {
          let difference = abs(Int(actual >> shift & 255) - Int(expected >> shift & 255))
          #expect(difference * alpha <= 255 * 3, "\(x), \(y)")
        }
      }
    }
  }

  @Test(
    "a film is turned as the matrix of its track says",
    arguments: [
      ([1, 0, 0, 1], 1), ([-1, 0, 0, 1], 2), ([-1, 0, 0, -1], 3), ([1, 0, 0, -1], 4),
      ([0, 1, 1, 0], 5), ([0, 1, -1, 0], 6), ([0, -1, -1, 0], 7), ([0, -1, 1, 0], 8),
      ([2, 0, 0, 2], 1),
    ])
  func matrix(_ factors: [Int], _ orientation: Int) throws {
    let upright = try Picture(decoding: try Self.film())
    var bytes = try Self.film()
    // ISO 14496-12, 8.3.2: the matrix stands in front of 30 bits, 1, and the two sides.
    let end: [UInt8] = [0x40, 0, 0, 0, 0, 32, 0, 0, 0, 24, 0, 0]
    let place = try #require(bytes.firstRange(of: end)).lowerBound - 32
    for (offset, factor) in zip([0, 4, 12, 16], factors) {
      bytes.replaceSubrange(
        place + offset..<place + offset + 4,
        with: [UInt8(truncatingIfNeeded: factor >> 8), UInt8(truncatingIfNeeded: factor), 0, 0])
    }
    let picture = try Picture(decoding: bytes)
    let (right, bottom) = (upright.width - 1, upright.height - 1)
    let isTurned = orientation > 4
    #expect(
      (picture.width, picture.height)
        == (isTurned ? (bottom + 1, right + 1) : (right + 1, bottom + 1)))
    for (x, y) in [(0, 0), (3, 7), (20, 11), (picture.width - 1, picture.height - 1)] {
      let (column, row) =
        switch orientation {
        case 2: (right - x, y)
        case 3: (right - x, bottom - y)
        case 4: (x, bottom - y)
        case 5: (y, x)
        case 6: (y, bottom - x)
        case 7: (right - y, bottom - x)
        case 8: (right - y, x)
        default: (x, y)
        }
      #expect(picture[x, y] == upright[column, row], "\(x), \(y)")
    }
  }
}
