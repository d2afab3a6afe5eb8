import TestSupport
import Testing

@testable import ImageDecoding

/// Raw files of our own making; what only LibRaw vouches for is in docs/DECODING.md.
@Suite struct RAWTests {
  /// More red than blue.
  private func isRed(_ pixel: UInt32) -> Bool { pixel >> 16 & 0xFF > (pixel & 0xFF) + 60 }
  private func isBlue(_ pixel: UInt32) -> Bool { pixel & 0xFF > (pixel >> 16 & 0xFF) + 60 }

  @Test("without a preview the sensor's samples are shown at half their size, turned once")
  func sensor() throws {
    let upright = try Picture(decoding: DNGFile(width: 64, height: 48).bytes)
    #expect((upright.width, upright.height) == (32, 24))
    #expect(isRed(upright[4, 12]) && isBlue(upright[28, 12]))
    let turned = try Picture(decoding: DNGFile(width: 64, height: 48, orientation: 6).bytes)
    #expect((turned.width, turned.height) == (24, 32))
    #expect(isRed(turned[12, 4]) && isBlue(turned[12, 28]))
  }

  @Test("a preview of half the size or more takes their place, turned once")
  func preview() throws {
    let file = try fixture("color.jpg")  // 32x24
    let picture = try Picture(decoding: file)
    let upright = try Picture(decoding: DNGFile(width: 64, height: 48, preview: file).bytes)
    #expect(upright.difference(from: picture) == nil)
    let turned = DNGFile(width: 64, height: 48, orientation: 6, preview: file)
    #expect(try Picture(decoding: turned.bytes).difference(from: picture.turned) == nil)
    let small = try Picture(decoding: DNGFile(width: 80, height: 60, preview: file).bytes)
    #expect((small.width, small.height) == (40, 30))
  }

  @Test(
    "files of makers' own, TIFF but for the name, are shown like DNG",
    arguments: [
      ("NIKON CORPORATION", "NIKON D999"), ("SONY", "ILCE-7M9"),
      ("PENTAX Corporation", "PENTAX K99"), ("Canon", "Canon EOS 9D"),
    ])
  func makers(_ name: String, _ camera: String) throws {
    let maker = (name: name, camera: camera)
    let upright = try Picture(decoding: DNGFile(width: 64, height: 48, maker: maker).bytes)
    #expect((upright.width, upright.height) == (32, 24))
    #expect(isRed(upright[4, 12]) && isBlue(upright[28, 12]))
    let preview = try fixture("color.jpg")
    let picture = try Picture(decoding: preview).turned
    let file = DNGFile(width: 64, height: 48, orientation: 6, preview: preview, maker: maker)
    #expect(try Picture(decoding: file.bytes).difference(from: picture) == nil)
    let cut = Array(DNGFile(width: 64, height: 48, maker: maker).bytes.dropLast(2000))
    #expect(throws: DecodingError.self) { try Picture(decoding: cut) }
  }

  @Test("a preview that is damaged gives way to the sensor's samples")
  func damaged() throws {
    let file = Array(try fixture("color.jpg").dropLast(200))
    let picture = try Picture(decoding: DNGFile(width: 64, height: 48, preview: file).bytes)
    #expect((picture.width, picture.height) == (32, 24) && isRed(picture[4, 12]))
  }

  @Test("a file that is cut is refused, and so is one that is too large")
  func cut() throws {
    let whole = DNGFile(width: 64, height: 48).bytes
    for count in [whole.count - 2000, 900, 300, 12] {
      #expect(throws: DecodingError.self, "\(count)") {
        try Picture(decoding: Array(whole[..<count]))
      }
    }
    whole.withUnsafeBytes { bytes in
      _ = #expect(throws: DecodingError.tooManyPixels(width: 64, height: 48, limit: 3000)) {
        _ = try ImageDecoder.decode(bytes, limits: DecodingLimits(maxPixels: 3000))
      }
    }
  }

  @Test(
    "the makers' own marks are known, and what LibRaw does not know behind them is said",
    arguments: [
      "FUJIFILMCCD-RAW 0201FF", "IIRO\u{8}\0\0\0", "IIRS\u{8}\0\0\0", "MMOR\0\0\0\u{8}",
      "IIU\0\u{8}\0\0\0", "\0\0\0\u{18}ftypcrx \0\0\0\u{1}crx isom",
    ])
  func marks(_ head: String) {
    let file = Array(head.utf8) + [UInt8](repeating: 0, count: 4000)
    file.withUnsafeBytes { #expect(ImageType(sniffing: $0) == .raw) }
    #expect(throws: DecodingError.self) { try Picture(decoding: file) }
  }

  @Test(
    "a CR3 with a box that ends where it begins, or behind the file, is damaged",
    arguments: ["moov", "trak", "stbl"])
  func circle(_ kind: String) {
    func file(_ size: [UInt8]) -> [UInt8] {
      // A box of 64 bits, in a box, in a box of a file's first level.
      let content: [UInt8] = size + [UInt8](repeating: 0, count: 40)
      let inner: [UInt8] = Array("\0\0\0\u{1}free".utf8) + content
      let middle: [UInt8] = Array("\0\0\0\u{40}\(kind)".utf8) + inner
      let outer: [UInt8] = Array("\0\0\0\u{48}moov".utf8) + middle
      return Array("\0\0\0\u{10}ftypcrx \0\0\0\u{1}".utf8) + outer
    }
    let nothing = [UInt8](repeating: 0, count: 8)
    #expect(throws: DecodingError.corrupt(.raw, "a box of 0 bytes")) {
      try Picture(decoding: file(nothing))
    }
    #expect(throws: DecodingError.truncated(.raw)) {
      try Picture(decoding: file([0xFF] + nothing.dropFirst()))
    }
  }

  @Test("what the camera says is read from TIFF, from Fujifilm's JPEG, and from Canon's boxes")
  func details() throws {
    func text(_ file: [UInt8]) -> String {
      file.withUnsafeBytes { CameraDetails(of: $0).text }
    }
    #expect(text(DNGFile(width: 4, height: 4).bytes) == "camera: Acme Model")
    let block = DNGFile(width: 4, height: 4).bytes  // a TIFF, and so an EXIF block
    var jpeg = ByteWriter()
    jpeg.u8(0xFF, 0xD8, 0xFF, 0xE1)
    jpeg.u16(block.count + 8, big: true)
    jpeg.text("Exif\0\0")
    jpeg.raw(block)
    var fuji = ByteWriter()
    fuji.text("FUJIFILMCCD-RAW ")
    fuji.raw([UInt8](repeating: 0, count: 68))
    fuji.u32(100, jpeg.bytes.count, big: true)
    fuji.raw([UInt8](repeating: 0, count: 8) + jpeg.bytes)
    #expect(text(fuji.bytes) == "camera: Acme Model")
    func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
      var head = ByteWriter()
      head.u32(8 + content.count, big: true)
      head.text(kind)
      return head.bytes + content
    }
    let own: [UInt8] = [
      0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A,
      0x48,
    ]
    let canon =
      box("ftyp", Array("crx \0\0\0\u{1}".utf8))
      + box("moov", box("uuid", own + box("CMT1", block)))
    #expect(text(canon) == "camera: Acme Model")
  }
}
