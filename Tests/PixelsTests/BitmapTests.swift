import Pixels
import Testing

@Suite struct BitmapTests {
  @Test("a new bitmap is all zero, opaque, and its rows follow one another")
  func zeroed() throws {
    let bitmap = try Bitmap(width: 33, height: 7)
    #expect(bitmap.rowStride == 132)
    #expect(bitmap.byteCount == 924)
    let isOpaque = bitmap.isOpaque  // #expect copies the value that it looks into
    #expect(isOpaque)
    let isZero = bitmap.withBytes { bytes in
      bytes.byteOffsets.allSatisfy { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) == 0 }
    }
    #expect(isZero)
  }
}
