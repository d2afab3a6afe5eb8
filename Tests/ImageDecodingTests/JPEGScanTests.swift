import ShmChannel
import TestSupport
import Testing

@testable import ImageDecoding

/// Progressive files whose scans are read by two threads; that the picture is the same is a part of
/// each test of JPEG.
@Suite struct JPEGScanTests {
  static let names = [
    "scans-420.jpg", "scans-444-restart.jpg", "scans-422-spectral.jpg", "scans-440-apart.jpg",
    "scans-411-bits.jpg", "scans-gray.jpg", "scans-rgb-restart.jpg",
  ]

  private static func isReadByTwo(_ bytes: [UInt8]) -> Bool {
    bytes.span.withUnsafeBytes { bytes in
      if let pair = JPEGScanPair.reading(FileBytes(bytes)) { return pair.upper.width > 0 }
      return false
    }
  }

  private static func script(_ bytes: [UInt8]) -> JPEGScript? {
    bytes.withUnsafeBytes { JPEGScript(FileBytes($0)) }
  }

  /// Where markers stand that are no scan's own, the end mark included.
  private static func markers(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.dropLast().filter {
      bytes[$0] == 0xFF && bytes[$0 + 1] >= 0xC0 && !(0xD0...0xD8).contains(bytes[$0 + 1])
    }
  }

  @Test("scans of any kind are read by two threads, to the same picture", arguments: names)
  func same(_ name: String) throws {
    let bytes = try fixture(name)
    #expect(Self.isReadByTwo(bytes))
    let picture = try Picture(decoding: bytes)
    #expect((picture.width, picture.height) == (75, 53))
  }

  @Test("EXIF, a profile and a remark between scans make no difference", arguments: names)
  func remarks(_ name: String) throws {
    let bytes = try fixture(name)
    let picture = try Picture(decoding: bytes)
    func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
      [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }
    let exif = segment(0xE1, Array("Exif\0\0".utf8) + exifBlock(orientation: 1, big: false))
    let icc = segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + TestProfile.nine[0].bytes)
    let remark = segment(0xFE, Array("a remark".utf8))
    let lastScan = try #require(Self.markers(bytes).last { bytes[$0 + 1] == 0xDA })
    var more = bytes
    more.insert(contentsOf: remark, at: lastScan)
    more.insert(contentsOf: exif + icc, at: 2)
    #expect(Self.isReadByTwo(more))
    #expect(try Picture(decoding: more, profile: .ignore) == picture)
  }

  @Test(
    "a file that is cut at any marker is read in the usual way, to the same end", arguments: names)
  func cut(_ name: String) throws {
    let bytes = try fixture(name)
    for marker in Self.markers(bytes) {
      for count in [marker, marker + 1, marker + 3] where count < bytes.count {
        let cut = Array(bytes[..<count])
        #expect(!Self.isReadByTwo(cut))
        _ = try? Picture(decoding: cut)  // compares
        #expect(!Self.isReadByTwo(cut + [0xFF, 0xD9]) || marker == bytes.count - 2)
        _ = try? Picture(decoding: cut + [0xFF, 0xD9])
      }
    }
  }

  @Test("damage anywhere has the same end, whoever reads the scans", arguments: names)
  func damaged(_ name: String) throws {
    let bytes = try fixture(name)
    var random = Random(seed: 11)
    var readCount = 0
    // Most of all where damage in one band of coefficients ends up in the next.
    for round in 0..<(name.contains("spectral") ? 150 : 40) {
      var damaged = bytes
      let marker = Self.markers(bytes)[random.next(below: Self.markers(bytes).count)]
      let place = round % 2 == 0 ? random.next(below: bytes.count) : marker + random.next(below: 12)
      damaged[min(place, bytes.count - 1)] ^= 1 << random.next(below: 8)
      if Self.isReadByTwo(damaged) { readCount += 1 }
      _ = try? Picture(decoding: damaged, limits: DecodingLimits(maxPixels: 100_000))  // compares
    }
    #expect(readCount > 0, "nothing of this kind was tried")
  }

  @Test("a script is what the file says of its scans")
  func script() throws {
    let bytes = try fixture("scans-420.jpg")
    let scans = try #require(Self.script(bytes)).scans
    #expect(
      scans.map(\.components) == [[0, 1, 2], [0], [2], [1], [0], [0], [0, 1, 2], [2], [1], [0]])
    #expect(
      scans.map(\.band) == [
        0...0, 1...5, 1...63, 1...63, 6...63, 1...63, 0...0, 1...63, 1...63, 1...63,
      ])
    #expect(scans.map(\.blockCount) == [110, 70, 20, 20, 70, 70, 110, 20, 20, 70])
    for scan in scans {
      #expect(bytes[scan.bytes.lowerBound...].starts(with: [0xFF, 0xDA]))
      #expect(bytes[scan.bytes.upperBound] == 0xFF && bytes[scan.bytes.upperBound - 1] != 0xFF)
    }
  }

  @Test("the parts that a reader is given are a file with its scans alone")
  func pieces() throws {
    let bytes = try fixture("scans-420.jpg")
    let script = try #require(Self.script(bytes))
    let all = script.pieces(scans: Array(script.scans.indices))
    #expect(all.first?.lowerBound == 0 && all.last == bytes.count - 2..<bytes.count)
    for number in script.scans.indices {
      let part = script.pieces(scans: [number]).flatMap { bytes[$0] }
      let markers = Self.markers(part).map { part[$0 + 1] }
      #expect(markers.count { $0 == 0xDA } == 1 && markers.last == 0xD9)
      #expect(
        part.suffix(2 + script.scans[number].bytes.count).dropLast(2)
          .elementsEqual(bytes[script.scans[number].bytes]))
      let tables = Self.markers(part).filter { part[$0 + 1] == 0xC4 }.count
      #expect(tables >= script.scans[number].tableCount)
    }
  }

  @Test("what is unusual is not read by two threads")
  func unusual() throws {
    let bytes = try fixture("scans-420.jpg")
    let script = try #require(Self.script(bytes))
    let markers = Self.markers(bytes)
    func segments(_ code: UInt8) -> [Range<Int>] {
      markers.indices.dropLast().filter { bytes[markers[$0] + 1] == code }
        .map { markers[$0]..<markers[$0 + 1] }
    }
    func moved(_ segment: Range<Int>, to place: Int) -> [UInt8] {
      var file = bytes
      file.removeSubrange(segment)
      file.insert(contentsOf: bytes[segment], at: place)
      return file
    }
    func inserted(_ more: [UInt8], at place: Int) -> [UInt8] {
      var file = bytes
      file.insert(contentsOf: more, at: place)
      return file
    }
    func expectNone(_ bytes: [UInt8], _ comment: Comment) throws {
      #expect(Self.script(bytes) == nil, comment)
      _ = try? Picture(decoding: bytes)  // compares
    }
    let (scans, second) = (script.scans, script.scans[1].bytes)
    for (number, scan) in scans.enumerated() {
      var without = bytes
      without.removeSubrange(scan.bytes)
      try expectNone(without, "without scan \(number)")
      try expectNone(inserted(Array(bytes[scan.bytes]), at: bytes.count - 2), "\(number) twice")
    }
    try expectNone(moved(scans[9].bytes, to: scans[5].bytes.lowerBound), "bits out of order")
    let tables = try #require(segments(0xC4).first)
    var without = bytes
    without.removeSubrange(tables)
    try expectNone(without, "tables missing")
    let quantization = try #require(segments(0xDB).first)
    try expectNone(
      inserted(Array(bytes[quantization]), at: second.lowerBound), "quantization between scans")
    try expectNone(inserted([0xFF, 0xDD, 0, 4, 0, 1], at: second.lowerBound), "an interval")
    try expectNone(inserted([0xFF], at: second.lowerBound), "padding")
    try expectNone(inserted([0], at: second.lowerBound), "bytes between segments")
    let frame = try #require(segments(0xC2).first)
    try expectNone(inserted(Array(bytes[frame]), at: frame.lowerBound), "two frames")
    try expectNone(inserted([0xFF, 0xDC, 0, 4, 0, 53], at: second.upperBound), "a number of lines")
    try expectNone(Array(bytes.dropLast(2)), "no end mark")
    try expectNone(try fixture("color.jpg"), "not progressive")
    try expectNone(ScannedJPEG.bytes(side: 64), "too many scans")
    try expectNone([], "nothing")
  }

  private static func scan(
    _ components: [Int], _ band: ClosedRange<Int>, bytes: Int, blocks: Int = 0
  ) -> JPEGScript.Scan {
    JPEGScript.Scan(
      components: components, band: band, tableCount: 0, blockCount: blocks, bytes: 0..<bytes)
  }

  @Test("the longest row of scans comes first, and the second reader follows the first through it")
  func schedule() throws {
    let scans = [
      Self.scan([0, 1, 2], 0...0, bytes: 47_390, blocks: 96_000),
      Self.scan([0], 1...5, bytes: 40_418, blocks: 64_000),
      Self.scan([2], 1...63, bytes: 17_912, blocks: 16_000),
      Self.scan([1], 1...63, bytes: 17_354, blocks: 16_000),
      Self.scan([0], 6...63, bytes: 4_334, blocks: 64_000),
      Self.scan([0], 1...63, bytes: 127_258, blocks: 64_000),
      Self.scan([0, 1, 2], 0...0, bytes: 12_061, blocks: 96_000),
      Self.scan([2], 1...63, bytes: 27_947, blocks: 16_000),
      Self.scan([1], 1...63, bytes: 27_714, blocks: 16_000),
      Self.scan([0], 1...63, bytes: 298_580, blocks: 64_000),
    ]
    let schedule = try #require(JPEGSchedule(scans))
    #expect(schedule.leaders == [[], [], [], [], [1], [1, 4], [0], [2], [3], [1, 4, 5]])
    #expect(schedule.readers == [[1, 4, 9], [0, 5, 2, 3, 6, 7, 8]])
  }

  @Test("no reader ever waits for a scan behind one that waits for it")
  func waits() throws {
    var random = Random(seed: 5)
    for _ in 0..<200 {
      let scans = (0..<2 + random.next(below: 30)).map { _ in
        let first = 1 + random.next(below: 40)
        return Self.scan(
          [random.next(below: 3)], first...first + random.next(below: 20),
          bytes: random.next(below: 1000))
      }
      let schedule = try #require(JPEGSchedule(scans))
      #expect(schedule.readers.flatMap { $0 }.sorted() == Array(scans.indices))
      var done: Set<Int> = []
      var left = schedule.readers
      while let reader = left.indices.first(where: { reader in
        left[reader].first.map { schedule.leaders[$0].allSatisfy(done.contains) } ?? false
      }) {
        done.insert(left[reader].removeFirst())
      }
      #expect(done.count == scans.count)
    }
  }

  @Test("a single scan leaves nothing for a second reader")
  func single() {
    #expect(JPEGSchedule([Self.scan([0], 0...0, bytes: 10)]) == nil)
    #expect(JPEGSchedule([]) == nil)
  }
}
