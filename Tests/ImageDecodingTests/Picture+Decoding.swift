import ImageDecoding
import Pixels
import TestSupport
import Testing

extension Picture {
  init(
    decoding bytes: [UInt8], limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) {
    self.init(
      try bytes.span.withUnsafeBytes { (bytes) throws(DecodingError) in
        try ImageDecoder.decode(bytes, limits: limits, profile: profile)
      })
  }

  /// Copies what was decoded, which must say truly whether all of it is opaque.
  init(_ bitmap: borrowing Bitmap) {
    self = bitmap.withBytes { bytes in
      bytes.withUnsafeBytes { Picture(width: bitmap.width, height: bitmap.height, bgra: $0) }
    }
    let saysOpaque = bitmap.isOpaque
    #expect(saysOpaque == isOpaque)
  }

  var isOpaque: Bool { pixels.allSatisfy { $0 >> 24 == 255 } }

  /// The largest difference of any channel; nil when the sizes differ.
  func largestDifference(from other: Picture) -> Int? {
    guard width == other.width, height == other.height else { return nil }
    return zip(pixels, other.pixels).map { a, b in
      [0, 8, 16, 24].map { abs(Int(a >> $0 & 255) - Int(b >> $0 & 255)) }.max() ?? 0
    }.max()
  }
}
