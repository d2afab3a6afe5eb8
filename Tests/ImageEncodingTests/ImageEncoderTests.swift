import Glibc
import ImageDecoding
import ImageEncoding
import Pixels
import ShmChannel
import Testing

@Suite struct ImageEncoderTests {
  /// Rows of pixels, the bytes behind each row being none of the picture's.
  struct Sample: Sendable {
    let width: Int
    let height: Int
    let rowStride: Int
    let bytes: [UInt8]

    init(width: Int, height: Int, padding: Int, opaque: Bool) {
      self.width = width
      self.height = height
      rowStride = width * 4 + padding
      bytes = (0..<height * (width * 4 + padding)).map { index in
        let value = UInt8(truncatingIfNeeded: index &* index &* 31 >> 3 ^ index)
        return opaque && index % (width * 4 + padding) % 4 == 3 ? 255 : value
      }
    }

    /// The rows without what is behind them.
    var pixels: [UInt8] {
      (0..<height).flatMap { bytes[($0 * rowStride)..<($0 * rowStride + width * 4)] }
    }

    func write(
      as format: ImageEncoder.Format, isOpaque: Bool, to descriptor: CInt
    ) throws(EncodingError) {
      try ImageEncoder.write(
        bytes.span.bytes,
        layout: FrameLayout(
          width: width, height: height, format: isOpaque ? .bgrx : .bgra, rowStride: rowStride),
        as: format, to: descriptor)
    }

    func encoded(as format: ImageEncoder.Format, isOpaque: Bool) throws -> [UInt8] {
      let file = try #require(tmpfile())
      defer { fclose(file) }
      try write(as: format, isOpaque: isOpaque, to: fileno(file))
      let count = Int(lseek(fileno(file), 0, SEEK_END))
      return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        initialized = pread(fileno(file), buffer.baseAddress, count, 0)
      }
    }
  }

  static func decoded(_ bytes: [UInt8]) throws -> (pixels: [UInt8], isOpaque: Bool) {
    let bitmap = try bytes.span.withUnsafeBytes { bytes in try ImageDecoder.decode(bytes) }
    let isOpaque = bitmap.isOpaque
    return (bitmap.withBytes { $0.withUnsafeBytes { Array($0) } }, isOpaque)
  }

  @Test("a JPEG gives back nearly every pixel, and its quality tells how nearly")
  func jpeg() throws {
    let width = 64
    let bytes = (0..<64 * 48).flatMap { index in
      let (x, y) = (index % width, index / width)
      return [UInt8(x * 3), UInt8(y * 4), UInt8((x + y) * 2), 0]
    }
    func encoded(_ quality: Int) throws -> [UInt8] {
      var file: [UInt8] = []
      try ImageEncoder.write(
        bytes.span.bytes, layout: FrameLayout(width: width, height: 48, format: .bgrx),
        as: .jpeg(quality: quality), to: { file += $0 })
      return file
    }
    let decoded = try Self.decoded(try encoded(95)).pixels
    #expect(decoded.count == bytes.count)
    for index in bytes.indices where index % 4 != 3 {
      #expect(abs(Int(decoded[index]) - Int(bytes[index])) <= 16)
    }
    #expect(try encoded(20).count < encoded(95).count)
  }

  @Test("colors that change from pixel to pixel stay what they are in a JPEG of 4:4:4 alone")
  func fullColors() throws {
    let bytes = (0..<32 * 32).flatMap { index -> [UInt8] in
      index % 2 == 0 ? [0, 0, 200, 0] : [200, 0, 0, 0]
    }
    func largestError(_ hasFullColors: Bool) throws -> Int {
      var file: [UInt8] = []
      try ImageEncoder.write(
        bytes.span.bytes, layout: FrameLayout(width: 32, height: 32, format: .bgrx),
        as: .jpeg(quality: 95, hasFullColors: hasFullColors), to: { file += $0 })
      let decoded = try Self.decoded(file).pixels
      return bytes.indices.filter { $0 % 4 != 3 }
        .map { abs(Int(decoded[$0]) - Int(bytes[$0])) }.max() ?? 0
    }
    #expect(try largestError(true) <= 20)
    #expect(try largestError(false) >= 60)
  }

  @Test("a JPEG of more columns than the format has is refused")
  func wideJPEG() {
    let bytes = [UInt8](repeating: 0, count: 65_501 * 4)
    #expect(throws: EncodingError.encoder("a JPEG file has at most 65500 columns and rows")) {
      try ImageEncoder.write(
        bytes.span.bytes, layout: FrameLayout(width: 65_501, height: 1, format: .bgrx),
        as: .jpeg(quality: 90), to: { _ in })
    }
  }

  @Test("a JPEG whose bytes are not taken fails with the reason")
  func refusedJPEG() {
    let bytes = [UInt8](repeating: 0, count: 4)
    #expect(throws: EncodingError.write(errno: ENOSPC)) {
      try ImageEncoder.write(
        bytes.span.bytes, layout: FrameLayout(width: 1, height: 1, format: .bgrx),
        as: .jpeg(quality: 90),
        to: { (_) throws(EncodingError) in throw .write(errno: ENOSPC) })
    }
  }

  @Test("a PNG gives back every pixel, alpha included", arguments: [(1, 1), (33, 7), (640, 480)])
  func alphaPNG(_ width: Int, _ height: Int) throws {
    let sample = Sample(width: width, height: height, padding: 12, opaque: false)
    let picture = try Self.decoded(try sample.encoded(as: .png, isOpaque: false))
    #expect(picture.pixels == sample.pixels)
  }

  @Test("a PNG of an opaque picture is RGB, whatever the fourth byte was")
  func opaquePNG() throws {
    let sample = Sample(width: 33, height: 7, padding: 0, opaque: false)
    let bytes = try sample.encoded(as: .png, isOpaque: true)
    #expect(bytes[25] == 2)  // IHDR's colour type
    let picture = try Self.decoded(bytes)
    let expected = sample.pixels.enumerated().map { $0 % 4 == 3 ? 255 : $1 }
    #expect(picture.pixels == expected && picture.isOpaque)
  }

  @Test("a PPM gives back every colour, and no alpha")
  func ppm() throws {
    let sample = Sample(width: 33, height: 7, padding: 4, opaque: false)
    let bytes = try sample.encoded(as: .ppm, isOpaque: false)
    #expect(bytes.starts(with: Array("P6\n33 7\n255\n".utf8)))
    let picture = try Self.decoded(bytes)
    #expect(picture.pixels == sample.pixels.enumerated().map { $0 % 4 == 3 ? 255 : $1 })
  }

  @Test(
    "a name says its format; one without an ending is PNG, and any other ending is refused",
    arguments: [
      ("a.png", ImageEncoder.Format.png), ("a.npy", .npy), ("b.PFM", .pfm), ("c.Pgm", .pgm),
      ("a", .png),
      ("a.backup", nil), ("a.jpg.part", nil), ("a.raw", nil), ("a.npz", nil), ("a.npy.gz", nil),
      ("a.y4m", nil), ("a.mp4", nil), ("a.txt", nil), ("a.7", nil),
      (".jpg", .png), ("jpg", .png), ("b.jpg/a", .png), ("a.", .png), ("", .png), ("/", .png),
      ("a.ppm", .ppm), ("x/A.PPM", .ppm), ("a.pnm", .ppm), ("a.b.ppm", .ppm),
      ("a.jpg", nil), ("x/a.JPEG", nil), (".a.gif", nil), ("a.png.webp", nil), ("a.tiff", nil),
    ] as [(String, ImageEncoder.Format?)])
  func names(_ name: String, _ format: ImageEncoder.Format?) {
    #expect(ImageEncoder.Format(forFileNamed: name) == format)
  }

  @Test("a full disk is an error", arguments: [ImageEncoder.Format.png, .ppm])
  func fullDisk(_ format: ImageEncoder.Format) throws {
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    for side in [1, 600] {
      let sample = Sample(width: side, height: side, padding: 0, opaque: true)
      #expect(throws: EncodingError.write(errno: ENOSPC)) {
        try sample.write(as: format, isOpaque: true, to: full)
      }
    }
  }

  @Test("a closed descriptor is an error, in words for the user")
  func closedDescriptor() {
    let sample = Sample(width: 2, height: 2, padding: 0, opaque: true)
    let error = #expect(throws: EncodingError.self) {
      try sample.write(as: .png, isOpaque: true, to: -1)
    }
    #expect(error?.description == "cannot write: Bad file descriptor")
  }

  @Test("rows that lie outside the memory stop the caller")
  func outside() async {
    await #expect(processExitsWith: .failure) {
      try ImageEncoder.write(
        [UInt8](repeating: 0, count: 63).span.bytes,
        layout: FrameLayout(width: 4, height: 4, format: .bgrx), as: .ppm, to: 1)
    }
  }
}
