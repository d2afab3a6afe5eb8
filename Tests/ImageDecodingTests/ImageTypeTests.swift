@testable import ImageDecoding
import TestSupport
import Testing

@Suite struct ImageTypeTests {
  @Test(
    "the content tells the type",
    arguments: [
      ("color.jpg", ImageType.jpeg), ("color.png", .png), ("color.webp", .webp), ("ramp.gif", .gif),
      ("color-lzw.tiff", .tiff), ("color-big.tiff", .tiff), ("color-24.bmp", .bmp),
      ("color.heic", .heif), ("color.avif", .avif), ("color.jxl", .jpegXL),
      ("alpha-container.jxl", .jpegXL), ("color-rle.tga", .tga), ("alpha.ico", .ico),
    ])
  func sniffs(_ name: String, _ type: ImageType) throws {
    let bytes = try fixture(name)
    #expect(bytes.withUnsafeBytes { ImageType(sniffing: $0) } == type)
  }

  @Test(
    "text, archives and noise are no images",
    arguments: [
      "hello, world\n", "<html><body><svg/></body></html>", "P8 1 1", "PK\u{3}\u{4}", "%PDF-1.7\n",
      "BM is short for bitmap, which this is not", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ])
  func notImages(_ text: String) {
    #expect(throws: DecodingError.notAnImage) { try Picture(decoding: Array(text.utf8)) }
  }

  @Test("an empty file is said to be empty")
  func empty() {
    #expect(throws: DecodingError.empty) { try Picture(decoding: []) }
  }
}
