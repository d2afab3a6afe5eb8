import ImageDecoding
import Pixels
import TestSupport
import Testing

/// A little of what `DamageTests` do at length, for a build with AddressSanitizer.
@Suite struct DamageSampleTests {
  /// As many damages of each file.
  private static let rounds = 60
  private static let limits = DecodingLimits(maxPixels: 1_000_000)

  @Test(
    "damage is an error or a picture, and no byte is read outside the file",
    arguments: ImageType.allCases)
  func stills(_ type: ImageType) throws {
    let bytes = try Self.sound(type)
    #expect(bytes.withUnsafeBytes(ImageType.init(sniffing:)) == type)
    var decoded = 0
    try Self.forEachDamage(of: bytes) { damaged in
      do throws(DecodingError) {
        let bitmap = try ImageDecoder.decode(damaged, limits: Self.limits)
        #expect(bitmap.width * bitmap.height <= Self.limits.maxPixels)
        decoded += 1
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(decoded > 0, "the sound file")
    #expect(decoded < Self.rounds + 1, "no damage was an error")
  }

  @Test(
    "a damaged animation is an error or plays, and no byte is read outside the file",
    arguments: AnimationDamageTests.files.indices)
  func animations(_ index: Int) throws {
    var (played, refused) = (0, 0)
    try Self.forEachDamage(of: AnimationDamageTests.files[index].bytes) { damaged in
      do throws(DecodingError) {
        guard var animation = try ImageDecoder.animation(damaged, limits: Self.limits) else {
          return
        }
        while try animation.next() != nil {}
        played += 1
      } catch {
        refused += 1
      }
    }
    #expect(played > 0)
    #expect(refused > 0)
  }

  /// Files with much in them that can be damaged.
  private static func sound(_ type: ImageType) throws -> [UInt8] {
    switch type {
    case .raw: try fixture("sensor.dng")
    case .npy: NumberFiles.npy("<f4", "(6, 8, 3)", [UInt8](repeating: 60, count: 576))
    case .pfm: Array("PF\n8 6\n-1.0\n".utf8) + [UInt8](repeating: 60, count: 576)
    case .hdr: NumberFiles.runs
    case .exr:
      EXRTestFile(width: 8, height: 6, channels: [("B", 1), ("G", 1), ("R", 1)])
        .bytes { _, x, y in [UInt8(x), 60] }
    case .jpeg: try fixture("color-progressive.jpg")
    case .png: try fixture("alpha-16-interlaced.png")
    case .webp: try fixture("noise-lossy.webp")
    case .gif: try fixture("ramp-interlaced.gif")
    case .tiff: try fixture("noise-lzw.tiff")
    case .bmp: try fixture("ramp-rle.bmp")
    case .heif: try fixture("noise.heic")
    case .avif: try fixture("alpha.avif")
    case .jpegXL: try fixture("noise.jxl")
    case .svg: DamageTests.svg
    case .pnm: Array("P6 # a comment\n8 6 65535\n".utf8) + [UInt8](repeating: 85, count: 288)
    case .tga: try fixture("color-rle.tga")
    case .ico: try fixture("halves-4.ico")
    case .qoi:
      Array("qoif".utf8) + [0, 0, 0, 8, 0, 0, 0, 6, 4, 0]
        + (0..<48).flatMap { [0xFE, $0, 85, 170] as [UInt8] } + [0, 0, 0, 0, 0, 0, 0, 1]
    }
  }

  /// The sound file, and then damaged ones: in memory of just their size, which a sanitizer guards.
  private static func forEachDamage(
    of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var random = Random(seed: 13)
    for round in 0...rounds {
      var damaged = bytes
      if round > 0 { damage(&damaged, round, &random) }
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: damaged.count, alignment: 1)
      defer { memory.deallocate() }
      memory.copyBytes(from: damaged)
      try body(UnsafeRawBufferPointer(memory))
    }
  }

  /// Flipped bits, numbers as great as can be, and ends that are missing, in turn.
  private static func damage(_ bytes: inout [UInt8], _ round: Int, _ random: inout Random) {
    let range = round % 2 == 0 ? min(64, bytes.count) : bytes.count
    switch round % 3 {
    case 0:
      for _ in 0...(round % 4) { bytes[random.next(below: range)] ^= 1 << random.next(below: 8) }
    case 1:
      let offset = random.next(below: range)
      for place in offset..<min(bytes.count, offset + 1 + round % 4) { bytes[place] = 0xFF }
    default: bytes.removeLast(bytes.count - random.next(below: range))
    }
  }
}
