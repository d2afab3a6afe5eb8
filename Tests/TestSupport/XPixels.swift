/// How an X server on this machine answers with pixels of its TrueColor screens, red highest.
struct XPixels {
  let width: Int
  private let byteCount: Int
  /// Bits of red, green and blue.
  private let bits: (red: Int, green: Int, blue: Int)

  init(depth: Int, width: Int) throws {
    self.width = width
    switch depth {
    case 15: (byteCount, bits) = (2, (5, 5, 5))
    case 16: (byteCount, bits) = (2, (5, 6, 5))
    case 24, 32: (byteCount, bits) = (4, (8, 8, 8))
    case 30: (byteCount, bits) = (4, (10, 10, 10))
    default: throw TestFailure("pixels of depth \(depth)")
    }
  }

  /// The colours, each the nearest byte.
  func picture(_ bytes: UnsafeRawBufferPointer, height: Int) throws -> Picture {
    let rowStride = (width * byteCount + 3) / 4 * 4
    guard bytes.count == rowStride * height else {
      throw TestFailure("\(bytes.count) bytes for \(width)x\(height) pixels of \(byteCount) bytes")
    }
    // The fourth byte of depth 24 means nothing.
    if bits == (8, 8, 8) { return Picture(width: width, height: height, bgra: bytes).opaque }
    return Picture(width: width, height: height) { x, y in
      let offset = y * rowStride + x * byteCount
      let pixel =
        byteCount == 2
        ? UInt32(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        : bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      return 0xFF00_0000 | byte(pixel >> (bits.green + bits.blue), bits.red) << 16
        | byte(pixel >> bits.blue, bits.green) << 8 | byte(pixel, bits.blue)
    }
  }

  private func byte(_ value: UInt32, _ bits: Int) -> UInt32 {
    let most = UInt32(1) << bits - 1
    return ((value & most) * 255 + most / 2) / most
  }
}
