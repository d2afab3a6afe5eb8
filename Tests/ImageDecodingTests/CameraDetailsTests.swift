import Testing

@testable import ImageDecoding

@Suite struct CameraDetailsTests {
  enum Value {
    case text(String)
    case short(Int)
    case long(Int)
    case ratio(Int, Int)
    case ratios([(Int, Int)])
  }

  /// A block of two directories, of which the first one points to the other.
  private static func block(
    _ first: [(tag: Int, value: Value)], _ more: [(tag: Int, value: Value)],
    by pointer: Int = 0x8769, big: Bool = false
  ) -> [UInt8] {
    let moreOffset = 8 + 2 + (first.count + 1) * 12 + 4
    var dataOffset = moreOffset + 2 + more.count * 12 + 4
    var (head, data) = (ByteWriter(), ByteWriter())
    func entry(_ tag: Int, _ value: Value) {
      var bytes = ByteWriter()
      let (type, count): (Int, Int)
      switch value {
      case .text(let text):
        bytes.text(text + "\0")
        (type, count) = (2, bytes.bytes.count)
      case .short(let number):
        bytes.u16(number, big: big)
        (type, count) = (3, 1)
      case .long(let number):
        bytes.u32(number, big: big)
        (type, count) = (4, 1)
      case .ratio(let above, let below):
        bytes.u32(above, below, big: big)
        (type, count) = (5, 1)
      case .ratios(let numbers):
        for (above, below) in numbers { bytes.u32(above, below, big: big) }
        (type, count) = (5, numbers.count)
      }
      head.u16(tag, type, big: big)
      head.u32(count, big: big)
      if bytes.bytes.count <= 4 {
        head.raw(bytes.bytes + [UInt8](repeating: 0, count: 4 - bytes.bytes.count))
      } else {
        head.u32(dataOffset, big: big)
        data.raw(bytes.bytes)
        dataOffset += bytes.bytes.count
      }
    }
    head.text(big ? "MM" : "II")
    head.u16(42, big: big)
    head.u32(8, big: big)
    head.u16(first.count + 1, big: big)
    for (tag, value) in first { entry(tag, value) }
    head.u16(pointer, 4, big: big)
    head.u32(1, moreOffset, big: big)
    head.u32(0, big: big)
    head.u16(more.count, big: big)
    for (tag, value) in more { entry(tag, value) }
    head.u32(0, big: big)
    return head.bytes + data.bytes
  }

  private static let shot: [(Int, Value)] = [
    (0x829A, .ratio(10, 2500)), (0x829D, .ratio(28, 10)), (0x8827, .short(400)),
    (0x9003, .text("2026:11:27 18:40:05")), (0x9011, .text("+01:00")), (0x920A, .ratio(35, 1)),
    (0x9291, .text("25")), (0xA433, .text("Canon")), (0xA434, .text("RF35mm F1.8")),
  ]
  private static let words = """
    camera: Canon EOS R5
    lens: Canon RF35mm F1.8
    exposure: 1/250 s
    aperture: f/2.8
    iso: 400
    focal: 35 mm
    taken: 2026-11-27T18:40:05.25+01:00
    """
  private static let maker: [(Int, Value)] = [
    (0x010F, .text("Canon")), (0x0110, .text("Canon EOS R5")),
  ]

  private func details(_ file: [UInt8]) -> CameraDetails {
    file.withUnsafeBytes { CameraDetails(of: $0) }
  }

  @Test("what a camera says is told in lines, of either order of bytes", arguments: [false, true])
  func lines(big: Bool) {
    let details = details(Self.block(Self.maker, Self.shot, big: big))
    #expect(details.text == Self.words)
    // 2026-11-27 17:40:05.25 UTC, by date(1).
    #expect(details.taken?.sinceEpoch == .milliseconds(1_795_801_205_250))
  }

  @Test("the block is found in each type of file that has one")
  func files() throws {
    let block = Self.block(Self.maker, Self.shot)
    let png = pngHead(width: 1, height: 1) + pngChunk("eXIf", block) + pngChunk("IEND", [])
    var segment = ByteWriter()
    segment.u16(block.count + 8, big: true)
    segment.text("Exif\0\0")
    let jpeg = [0xFF, 0xD8, 0xFF, 0xE1] + segment.bytes + block + [0xFF, 0xD9]
    var chunk = ByteWriter()
    chunk.text("RIFF")
    chunk.u32(4 + 8 + block.count + block.count % 2)
    chunk.text("WEBPEXIF")
    chunk.u32(block.count)
    let webP = chunk.bytes + block + [UInt8](repeating: 0, count: block.count % 2)
    var box = ByteWriter()
    box.u32(12, big: true)
    box.text("JXL \r\n")
    box.u8(0x87, 0x0A)
    box.u32(12 + block.count, big: true)
    box.text("Exif")
    box.u32(0, big: true)
    for (name, file) in [
      ("PNG", png), ("JPEG", jpeg), ("WebP", webP), ("JPEG XL", box.bytes + block),
      ("HEIF", Self.heif(block)),
    ] {
      #expect(details(file).text == Self.words, "\(name)")
    }
  }

  /// An item of type Exif in a HEIF file: `iinf` names it, `iloc` tells where it stands.
  private static func heif(_ block: [UInt8]) -> [UInt8] {
    func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
      var head = ByteWriter()
      head.u32(8 + content.count, big: true)
      head.text(kind)
      return head.bytes + content
    }
    let head = box("ftyp", Array("heic\0\0\0\0".utf8))
    let entry = box("infe", [2, 0, 0, 0, 0, 7, 0, 0] + Array("Exif\0".utf8))
    func meta(_ offset: Int) -> [UInt8] {
      var places = ByteWriter()
      places.u8(0, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 0, 0, 1)
      places.u32(offset, block.count + 10, big: true)
      return box(
        "meta",
        [0, 0, 0, 0] + box("iinf", [0, 0, 0, 0, 0, 1] + entry) + box("iloc", places.bytes))
    }
    let offset = head.count + meta(0).count + 8
    return head + meta(offset) + box("mdat", [0, 0, 0, 6] + Array("Exif\0\0".utf8) + block)
  }

  private static func place(
    _ latitude: [(Int, Int)], _ north: String, _ longitude: [(Int, Int)], _ east: String,
    status: String = "A"
  ) -> [UInt8] {
    block(
      [],
      [
        (1, .text(north)), (2, .ratios(latitude)), (3, .text(east)), (4, .ratios(longitude)),
        (9, .text(status)),
      ], by: 0x8825)
  }

  @Test("where it was taken is told in degrees, north and east above 0")
  func places() {
    let (gate, house) = ([(52, 1), (30, 1), (5858, 100)], [(13, 1), (2_266_332, 100_000), (0, 1)])
    #expect(
      details(Self.place(gate, "N", house, "E")).text == "place: 52.516272, 13.377722")
    #expect(
      details(Self.place(gate, "S", house, "W")).text == "place: -52.516272, -13.377722")
    let end = [(90, 1), (0, 1), (0, 1)]
    #expect(
      details(Self.place(end, "S", [(0, 1), (0, 1), (1, 100)], "W")).text
        == "place: -90.000000, -0.000003")
  }

  @Test("a place that is none on Earth is not told")
  func oddPlaces() {
    let good = [(52, 1), (30, 1), (0, 1)]
    for odd in [
      [(90, 1), (0, 1), (1, 1)], [(52, 1), (60, 1), (0, 1)], [(52, 1), (0, 1), (60, 1)],
      [(52, 1), (0, 0), (0, 1)], [(52, 1), (0, 1)], [],
    ] { #expect(details(Self.place(odd, "N", good, "E")).text.isEmpty, "\(odd)") }
    #expect(details(Self.place(good, "E", good, "E")).text.isEmpty)
    #expect(details(Self.place(good, "N", [(181, 1), (0, 1), (0, 1)], "E")).text.isEmpty)
    #expect(details(Self.place(good, "N\nx", good, "E")).text.isEmpty)
    #expect(details(Self.place(good, "N", good, "E", status: "V")).text.isEmpty)
  }

  @Test("what is not said, or makes no sense, is left out")
  func little() {
    #expect(details(Self.block([(0x0110, .text("X-T4"))], [])).text == "camera: X-T4")
    let odd: [(Int, Value)] = [
      (0x829A, .ratio(4, 10)), (0x829D, .ratio(0, 0)), (0x8827, .short(0)),
      (0x9003, .text("    :  :     :  :  ")), (0x920A, .ratio(105, 10)),
    ]
    let maker: [(Int, Value)] = [
      (0x010F, .text("NIKON CORPORATION")), (0x0110, .text("D\n8\u{7}5")),
    ]
    #expect(
      details(Self.block(maker, odd)).text
        == "camera: NIKON CORPORATION D 8 5\nexposure: 0.4 s\nfocal: 10.5 mm")
    #expect(details([]).text.isEmpty && details([0xFF, 0xD8, 0xFF]).text.isEmpty)
    let whole = Self.block(Self.maker, Self.shot)
    for count in whole.indices { _ = details(Array(whole[..<count])) }
  }

  @Test(
    "an aperture below 1 and an ISO number beyond 16 bits are told as they are",
    arguments: [
      ([(0x829D, .ratio(95, 100))], "aperture: f/0.95"),
      ([(0x829D, .ratio(9, 10))], "aperture: f/0.9"),
      ([(0x829D, .ratio(995, 1000))], "aperture: f/1"),
      ([(0x829D, .ratio(125, 100))], "aperture: f/1.3"),
      ([(0x829D, .ratio(4, 100))], "aperture: f/0.04"),
      ([(0x8827, .short(65_535)), (0x8832, .long(102_400))], "iso: 102400"),
      ([(0x8827, .short(65_535)), (0x8831, .long(204_800))], "iso: 204800"),
      ([(0x8827, .short(65_535)), (0x8833, .long(409_600))], "iso: 409600"),
      ([(0x8827, .short(65_535)), (0x8832, .long(400))], "iso: 65535"),
      ([(0x8827, .short(400)), (0x8832, .long(102_400))], "iso: 400"),
    ] as [([(Int, Value)], String)])
  func numbers(_ more: [(Int, Value)], _ words: String) {
    #expect(details(Self.block([], more)).text == words)
  }

  @Test(
    "a lens that the camera does not know is not told",
    arguments: [
      ("----", nil), ("0.0 mm f/0.0", nil), ("0mm F0", nil), ("RF50mm F1.2L", "RF50mm F1.2L"),
      ("Unknown", "Unknown"), ("50", "50"),
    ] as [(String, String?)])
  func lenses(model: String, told: String?) {
    let words = told.map { "lens: \($0)" } ?? ""
    #expect(details(Self.block([], [(0xA434, .text(model))])).text == words)
    #expect(
      details(Self.block([], [(0xA433, .text("---")), (0xA434, .text(model))])).text == words)
  }

  @Test(
    "days that no month has are no times",
    arguments: [
      ("2026:02:30", false), ("2026:02:29", false), ("2024:02:29", true), ("2100:02:29", false),
      ("2026:04:31", false), ("2026:12:31", true), ("9999:12:31", true), ("2026:12:32", false),
    ])
  func days(date: String, isOne: Bool) {
    #expect((CaptureTime(date + " 00:00:00", fraction: nil, zone: nil) != nil) == isOne)
  }

  @Test(
    "times of cameras are days of the calendar",
    arguments: [
      ("1970:01:01 00:00:00", 0), ("2000:02:29 12:00:00", 951_825_600),
      ("2100:03:01 00:00:01", 4_107_542_401), ("1969:12:31 23:59:59", -1),
    ])
  func times(text: String, seconds: Int) throws {
    let time = try #require(CaptureTime(text, fraction: nil, zone: nil))
    #expect(time.sinceEpoch == .seconds(seconds))
    let east = try #require(CaptureTime(text, fraction: nil, zone: "+14:00"))
    #expect(east.sinceEpoch == .seconds(seconds - 14 * 3_600))
    #expect(CaptureTime(text, fraction: nil, zone: "+99:00") == time)
  }
}
