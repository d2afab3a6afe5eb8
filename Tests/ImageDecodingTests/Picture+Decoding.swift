import ImageDecoding
import Pixels
import ShmChannel
import Synchronization
import TestSupport
import Testing

extension Picture {
  /// Decodes it as a whole, and where that can be done in strips as well: to the same end.
  init(
    decoding bytes: [UInt8], limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) {
    let whole = Result { () throws(DecodingError) in
      Picture(
        try bytes.span.withUnsafeBytes { (bytes) throws(DecodingError) in
          try ImageDecoder.decode(bytes, limits: limits, profile: profile)
        })
    }
    for (threads, byteCount) in Self.waysInStrips {
      let inStrips = Result { () throws(DecodingError) in
        try Picture(
          decodingInStrips: bytes, limits: limits, profile: profile, threads, byteCount)
      }
      switch inStrips {
      case .success(nil): break
      case .success(let picture?):
        #expect(whole == .success(picture), "in strips it differs, by \(threads)")
      case .failure(let error):
        #expect(whole == .failure(error), "in strips it fails, by \(threads)")
      }
    }
    self = try whole.get()
  }

  /// Strips as they are, and those as low as can be, so that small pictures have several.
  private static let waysInStrips: [(PictureStrips.Threads, Int)] = [
    (.one, PictureStrips.usualByteCount), (.two(fromPixels: 0), PictureStrips.usualByteCount),
    (.two(fromPixels: 0), 0),
  ]

  /// Nil for one that has to be decoded as a whole.
  init?(
    decodingInStrips bytes: [UInt8], limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile, _ threads: PictureStrips.Threads, _ stripByteCount: Int
  ) throws(DecodingError) {
    let picture = try bytes.span.withUnsafeBytes { (bytes) throws(DecodingError) -> Picture? in
      guard
        var strips = try PictureStrips(
          of: bytes, limits: limits, profile: profile, threads: threads,
          stripByteCount: stripByteCount)
      else { return nil }
      let layout = strips.layout
      let pixels = Mutex([UInt8](repeating: 0, count: layout.byteCount))
      let written = Mutex(0)
      let isWhole = try strips.decode { strip, offset in
        #expect(strip.byteCount.isMultiple(of: layout.rowByteCount))
        let rows = strip.withUnsafeBytes { Array($0) }
        pixels.withLock { $0.replaceSubrange(offset..<offset + rows.count, with: rows) }
        written.withLock { $0 += rows.count }
        return true
      }
      #expect(isWhole && written.withLock { $0 } == layout.byteCount)
      return pixels.withLock {
        $0.withUnsafeBytes { Picture(width: layout.width, height: layout.height, bgra: $0) }
      }
    }
    guard let picture else { return nil }
    self = picture
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
