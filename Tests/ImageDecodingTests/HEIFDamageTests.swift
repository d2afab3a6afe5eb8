import TestSupport
import Testing

@testable import ImageDecoding

@Suite(.enabled("\(Sanitizer.reason)") { !Sanitizer.isOn }) struct HEIFDamageTests {
  @Test(
    "a HEIC whose coded blocks cannot all be decoded is an error",
    arguments: ["noise.heic", "color.heic"])
  func missingBlocks(_ name: String) throws {
    let bytes = try fixture(name)
    let data = try #require(bytes.firstRange(of: Array("mdat".utf8))).upperBound
    #expect(try !Picture(decoding: bytes).hasUnwrittenBlocks)
    var random = Random(seed: 7)
    var refusals = 0
    for round in 0..<1000 {
      var damaged = bytes
      damaged[data + random.next(below: bytes.count - data)] ^= 1 << random.next(below: 8)
      do {
        let picture = try Picture(decoding: damaged)
        #expect(!picture.hasUnwrittenBlocks, "round \(round)")
      } catch DecodingError.truncated(.heif) {
        refusals += 1
      } catch {}
    }
    #expect(refusals > 0)
  }

  @Test("of a HEIC without colour, whose missing blocks are black, no memory is shown")
  func missingGrays() throws {
    let bytes = try fixture("noise-gray.heic")
    let data = try #require(bytes.firstRange(of: Array("mdat".utf8))).upperBound
    var random = Random(seed: 7)
    var refusals = 0
    for round in 0..<300 {
      var damaged = bytes
      damaged[data + random.next(below: bytes.count - data)] ^= 1 << random.next(below: 8)
      do {
        let picture = try Picture(decoding: damaged)
        #expect(try Self.overOtherMemory(damaged) == picture, "round \(round)")
      } catch DecodingError.truncated(.heif) {
        refusals += 1
      } catch {}
    }
    #expect(refusals > 0)
  }

  /// The picture as it comes out where memory had another value than those that are tried.
  private static func overOtherMemory(_ bytes: [UInt8]) throws -> Picture {
    try bytes.span.withUnsafeBytes { bytes in
      var mayBeUnwritten = false
      return Picture(
        try ImageDecoder.finish(
          HEIFDecoder.decode(
            FileBytes(bytes), .heif, DecodingLimits(), newMemory: 0x55, &mayBeUnwritten), .convert
        ).alone())
    }
  }

  @Test(
    "a HEIC that is larger than its tiles is an error",
    arguments: [(width: 32, height: 280), (width: 160, height: 24), (width: 90, height: 90)])
  func missingTiles(width: Int, height: Int) throws {
    var bytes = try fixture("color.heic")
    // ImageGrid (ISO 23008-12, 6.6.2.3.2): version, flags, rows - 1, columns - 1, width, height.
    let grid = try #require(bytes.firstRange(of: Array("idat".utf8))).upperBound
    #expect(Array(bytes[grid..<grid + 8]) == [0, 0, 0, 0, 0, 32, 0, 24])
    (bytes[grid + 4], bytes[grid + 5]) = (UInt8(width >> 8), UInt8(width & 255))
    (bytes[grid + 6], bytes[grid + 7]) = (UInt8(height >> 8), UInt8(height & 255))
    #expect(throws: DecodingError.truncated(.heif)) { try Picture(decoding: bytes) }
  }
}

extension Picture {
  /// Whether four pixels in a row are as decoders leave zeros of luma and chroma (BT.601).
  fileprivate var hasUnwrittenBlocks: Bool {
    pixels.indices.dropLast(3).contains { index in
      pixels[index..<index + 4].allSatisfy { $0 == 0xFF00_8700 }
    }
  }
}
