import Glibc
import ImageDecoding
import Pixels

/// A decoded picture as plain values.
struct Picture: Equatable, Sendable {
  var width: Int
  var height: Int
  var isOpaque: Bool
  var pixels: [UInt32]

  init(width: Int, height: Int, pixel: (Int, Int) -> UInt32) {
    self.width = width
    self.height = height
    pixels = (0..<height).flatMap { y in (0..<width).map { x in pixel(x, y) } }
    isOpaque = pixels.allSatisfy { $0 >> 24 == 255 }
  }

  init(decoding bytes: [UInt8], limits: DecodingLimits = DecodingLimits()) throws(DecodingError) {
    self.init(try ImageDecoder.decode(bytes.span.bytes, limits: limits))
  }

  init(_ bitmap: borrowing Bitmap) {
    width = bitmap.width
    height = bitmap.height
    isOpaque = bitmap.isOpaque
    pixels = bitmap.withBytes { bytes in
      (0..<(bytes.byteCount / 4)).map {
        bytes.unsafeLoad(fromByteOffset: $0 * 4, as: UInt32.self)
      }
    }
  }

  subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

  /// The largest difference of any channel; nil when the sizes differ.
  func difference(from other: Picture) -> Int? {
    guard width == other.width, height == other.height else { return nil }
    return zip(pixels, other.pixels).map { a, b in
      [0, 8, 16, 24].map { abs(Int(a >> $0 & 255) - Int(b >> $0 & 255)) }.max() ?? 0
    }.max()
  }
}

/// The bytes of a file in `Fixtures`.
func fixture(_ name: String) throws -> [UInt8] {
  let directory = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let descriptor = open("/\(directory)/Fixtures/\(name)", O_RDONLY)
  guard descriptor >= 0 else { throw MissingFixture(name: name) }
  defer { close(descriptor) }
  return [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
    count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
  }
}

struct MissingFixture: Error { let name: String }
