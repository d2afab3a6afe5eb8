import ShmChannel
import TestSupport
import Testing

@testable import ImageDecoding

/// Pictures that are decoded from the top to the bottom; that they are the same as those which are
/// decoded as a whole is a part of each test of JPEG.
@Suite struct PictureStripsTests {
  private static func file(width: Int, height: Int) -> [UInt8] {
    let sampling = [(2, 2), (1, 1), (1, 1)].map { JPEGFile.Sampling(h: $0.0, v: $0.1) }
    return JPEGFile(width: width, height: height, sampling: sampling) {
      component, column in (column * 37 + component * 11) % 256
    }.bytes
  }

  private static func strips(of bytes: [UInt8], until limit: Int = .max) throws -> [Int]? {
    try bytes.span.withUnsafeBytes { bytes in
      guard var strips = try PictureStrips(of: bytes) else { return nil }
      var counts: [Int] = []
      let rowByteCount = strips.layout.rowByteCount
      let isWhole = try strips.decode { strip, offset in
        #expect(offset == counts.reduce(0, +) * rowByteCount)
        counts.append(strip.byteCount / rowByteCount)
        return counts.count < limit
      }
      #expect(isWhole == (limit == .max))
      return counts
    }
  }

  @Test(
    "a strip has some 256 KiB, in whole blocks of 16 rows, and the last one what is left",
    arguments: [
      (1, 1, [1]), (700, 200, [80, 80, 40]), (9000, 33, [16, 16, 1]), (20, 1000, [1000]),
    ])
  func sizes(width: Int, height: Int, expected: [Int]) throws {
    #expect(try Self.strips(of: Self.file(width: width, height: height)) == expected)
  }

  @Test("who takes no more ends it")
  func end() throws {
    #expect(try Self.strips(of: Self.file(width: 700, height: 200), until: 2) == [80, 80])
  }

  @Test("of another type, a picture has to be in memory as a whole")
  func others() throws {
    for name in ["color.png", "color.webp", "color-24.bmp"] {
      #expect(try Self.strips(of: fixture(name)) == nil, "\(name)")
    }
  }

  @Test("a turned picture, one of ink and one in other colours have to be in memory as a whole")
  func elsewhere() throws {
    let plain = Self.file(width: 40, height: 20)
    func with(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
      let count = content.count + 2
      return plain.prefix(2) + [0xFF, marker, UInt8(count >> 8), UInt8(count & 255)] + content
        + plain.dropFirst(2)
    }
    func turned(_ orientation: Int) -> [UInt8] {
      with(0xE1, Array("Exif\0\0".utf8) + exifBlock(orientation: orientation, big: true))
    }
    #expect(try Self.strips(of: turned(1)) != nil)
    #expect(try Self.strips(of: turned(6)) == nil)
    let profile = Array("ICC_PROFILE\0".utf8) + [1, 1] + TestProfile.nine[1].bytes
    #expect(try Self.strips(of: with(0xE2, profile)) == nil)
    let ink = JPEGFile(sampling: [JPEGFile.Sampling](repeating: .init(h: 1, v: 1), count: 4)) {
      component, _ in component * 60
    }
    #expect(try Self.strips(of: ink.bytes) == nil)
  }

  private static let samplings: [[(Int, Int)]] = [
    [(1, 1), (1, 1), (1, 1)], [(2, 1), (1, 1), (1, 1)], [(1, 2), (1, 1), (1, 1)],
    [(2, 2), (1, 1), (1, 1)], [(2, 4), (1, 1), (1, 1)], [(1, 3), (1, 1), (1, 1)],
  ]

  @Test(
    "a thread that makes pixels behind the one that reads makes the same, in strips of any height",
    arguments: samplings.indices)
  func relay(number: Int) throws {
    let sampling = Self.samplings[number].map { JPEGFile.Sampling(h: $0.0, v: $0.1) }
    for (width, height) in [(2100, 150), (4200, 97), (9, 700)] {
      let file = JPEGFile(width: width, height: height, sampling: sampling, rowStep: 53) {
        component, column in (column * 37 + component * 11) % 256
      }
      _ = try Picture(decoding: file.bytes)  // compares
    }
  }

  @Test("a picture of the longest side is the same by two threads, in either direction")
  func longestSide() throws {
    let sampling = Self.samplings[3].map { JPEGFile.Sampling(h: $0.0, v: $0.1) }
    for (width, height) in [(65_500, 33), (33, 65_500)] {
      let file = JPEGFile(
        width: width, height: height, sampling: sampling, restartInterval: 4093, rowStep: 53
      ) { component, column in (column * 37 + component * 11) % 256 }
      let picture = try Picture(decoding: file.bytes)  // compares
      #expect((picture.width, picture.height) == (width, height))
    }
  }

  @Test(
    "a file that is cut at any byte has the same end by one thread and by two",
    arguments: [[(1, 1)], [(2, 2), (1, 1), (1, 1)], [(3, 1), (1, 1), (1, 1)]])
  func cutAnywhere(_ sampling: [(Int, Int)]) throws {
    let file = JPEGFile(
      width: 50, height: 90, sampling: sampling.map { JPEGFile.Sampling(h: $0.0, v: $0.1) },
      restartInterval: sampling.count > 1 ? 5 : 0, rowStep: 53
    ) { component, column in (column * 37 + component * 11) % 256 }
    let bytes = file.bytes
    var wholeCount = 0
    for count in 1...bytes.count {
      // Compares; with an end mark, the file says that this is all.
      if (try? Picture(decoding: Array(bytes[..<count]))) != nil { wholeCount += 1 }
      _ = try? Picture(decoding: bytes[..<count] + [0xFF, 0xD9])
    }
    #expect(wholeCount == 3, "all of it, and without the end mark or its second half")
  }

  private static func relay(_ bytes: UnsafeRawBufferPointer) throws -> JPEGRelay {
    let file = FileBytes(bytes)
    guard let relay = JPEGRelay.reading(file, limits: DecodingLimits(), step: 48) else {
      throw TestFailure("no relay")
    }
    return relay
  }

  @Test("a taker that takes no more ends both threads", arguments: [1, 2, 5, 900])
  func relayEnds(limit: Int) throws {
    var ends: [Int] = []
    let isWhole = try Self.file(width: 1200, height: 900).withUnsafeBytes { bytes in
      let relay = try Self.relay(bytes)
      return try relay.decode {
        (picture: inout JPEGPicture, rows: Range<Int>) throws(DecodingError) -> Bool in
        var strip = try makeBitmap(width: 1200, height: rows.count)
        try strip.withTarget { (target) throws(DecodingError) in
          try picture.readRows(into: target)
        }
        ends.append(rows.upperBound)
        return ends.count < limit
      }
    }
    #expect(isWhole == (limit == 900))
    let expected = Array(stride(from: 48, through: 864, by: 48)) + [900]
    #expect(ends == Array(expected.prefix(limit)))
  }

  @Test("a file that is cut ends both threads, and the one that reads says why")
  func relayOfCutFile() throws {
    let bytes = Self.file(width: 1200, height: 900)
    var end: DecodingError?
    try bytes.prefix(bytes.count / 2).withUnsafeBytes { bytes in
      let relay = try Self.relay(bytes)
      do throws(DecodingError) {
        _ = try relay.decode {
          (picture: inout JPEGPicture, rows: Range<Int>) throws(DecodingError) -> Bool in
          var strip = try makeBitmap(width: 1200, height: rows.count)
          try strip.withTarget { (target) throws(DecodingError) in
            try picture.readRows(into: target)
          }
          return true
        }
      } catch {
        end = error
      }
    }
    #expect(end == .truncated(.jpeg))
  }
}
