import Pixels
import ShmChannel
import TestSupport
import Testing

@testable import ImageDecoding

/// What is said of a file's profile, and of what has become of it.
@Suite struct ProfileFateTests {
  /// A profile of nothing but a name.
  private static func profile(_ tag: [UInt8]) -> [UInt8] {
    var file = ByteWriter()
    file.u32(144 + tag.count, big: true)
    file.raw([UInt8](repeating: 0, count: 32))
    file.text("acsp")
    file.raw([UInt8](repeating: 0, count: 88))
    file.u32(1, big: true)
    file.text("desc")
    file.u32(144, tag.count, big: true)
    return file.bytes + tag
  }

  private static func ascii(_ name: String) -> [UInt8] {
    var tag = ByteWriter()
    tag.text("desc")
    tag.u32(0, name.utf8.count + 1, big: true)
    tag.text(name + "\0")
    return tag.bytes
  }

  private static func localized(_ names: [(language: String, name: String)]) -> [UInt8] {
    var (tag, text) = (ByteWriter(), ByteWriter())
    tag.text("mluc")
    tag.u32(0, names.count, 12, big: true)
    for (language, name) in names {
      tag.text(language)
      tag.u32(name.utf16.count * 2, 16 + names.count * 12 + text.bytes.count, big: true)
      for unit in name.utf16 { text.u16(Int(unit), big: true) }
    }
    return tag.bytes + text.bytes
  }

  @Test(
    "a profile's name is read in all the ways that it can stand there, and made fit",
    arguments: [
      (ascii("Adobe RGB (1998)"), "Adobe RGB (1998)"),
      (localized([("deDE", "Farben"), ("enUS", "Colours – all")]), "Colours – all"),
      (localized([("deDE", "Töne")]), "Töne"),
      (ascii("red\nblue"), "red\u{FFFD}blue"),
      (ascii(String(repeating: "x", count: 500)), String(repeating: "x", count: 128)),
      (ascii(""), nil), (localized([]), nil), (Array("desc\0\0\0\0".utf8), nil),
      (Array("text\0\0\0\0name".utf8), nil), (Array(localized([("enUS", "cut")]).dropLast()), nil),
    ] as [([UInt8], String?)])
  func names(tag: [UInt8], name: String?) {
    #expect(ICCTags.name(in: Self.profile(tag)) == name)
  }

  private func tiff(_ profile: [UInt8], depth: Int = 8) -> [UInt8] {
    var file = TIFFTestFile(
      width: 4, height: 1, photometric: 2, sampleCount: 3, depth: depth
    ) { x, _, index in x * 60 + index }
    file.profile = profile
    return file.bytes
  }

  /// The same whether samples are kept or become 8 bits.
  private func line(of bytes: [UInt8], _ use: EmbeddedProfile = .convert) throws -> String? {
    try bytes.withUnsafeBytes { bytes in
      let lines = try [false, true].map {
        try ImageDecoder.still(of: bytes, keepsDepth: $0, profile: use).profile?.line
      }
      #expect(lines[0] == lines[1])
      return lines[1]
    }
  }

  @Test("what was converted, what was sRGB, what was ignored and what was damaged is told apart")
  func fates() throws {
    let adobe = TestProfile.adobeRGB.bytes
    for depth in [8, 12, 16] {
      #expect(try line(of: tiff(adobe, depth: depth)) == "profile: RGB built-in, converted to sRGB")
      #expect(try line(of: tiff(adobe, depth: depth), .ignore) == "profile: RGB built-in, ignored")
      #expect(
        try line(of: tiff(TestProfile.sRGB.bytes, depth: depth)) == "profile: RGB built-in")
      #expect(try line(of: tiff([1, 2, 3], depth: depth)) == "profile: unnamed, damaged")
      #expect(
        try line(of: tiff(Self.profile(Self.ascii("mine")), depth: depth))
          == "profile: mine, damaged")
      #expect(try line(of: tiff([], depth: depth)) == nil)
      #expect(
        try line(of: tiff(TestProfile.nine[8].bytes, depth: depth))
          == "profile: unnamed, does not suit")
    }
  }

  @Test("a profile does not count for floats, and is named")
  func floats() throws {
    var file = TIFFTestFile(
      width: 4, height: 1, photometric: 2, sampleCount: 3, depth: 32, more: [(339, 3)]
    ) { x, _, index in Int((Float(x) / 4 + Float(index) / 16).bitPattern) }
    file.isBig = true
    let plain = try Picture(decoding: file.bytes)
    file.profile = TestProfile.adobeRGB.bytes
    #expect(try line(of: file.bytes) == "profile: RGB built-in, ignored")
    #expect(try Picture(decoding: file.bytes) == plain)
  }

  private func png(_ chunks: [UInt8]) -> [UInt8] {
    pngHead(width: 1, height: 1) + chunks + pngChunk("IDAT", pngData([0], width: 1))
      + pngChunk("IEND", [])
  }

  @Test("numbers that stand for a profile have its name, and those of sRGB say nothing")
  func numbers() throws {
    func line(_ numbers: UInt8...) throws -> String? {
      try self.line(of: png(pngChunk("cICP", numbers)))
    }
    #expect(try line(12, 13, 0, 1) == "profile: Display P3, converted to sRGB")
    #expect(try line(9, 16, 0, 1) == "profile: BT.2020 with PQ, converted to sRGB")
    #expect(try line(1, 18, 0, 1) == "profile: HLG, converted to sRGB")
    #expect(try line(1, 13, 0, 1) == nil)
    #expect(try self.line(of: png(pngChunk("sRGB", [0]))) == nil)
    #expect(try self.line(of: png(pngChunk("gAMA", [0, 0, 0xB1, 0x8F]))) == nil)
    #expect(
      try self.line(of: png(pngChunk("gAMA", [0, 1, 0x86, 0xA0])))
        == "profile: gAMA, converted to sRGB")
    #expect(
      try self.line(of: png(pngChunk("iCCP", Array("P3\0\0".utf8) + [1, 2, 3])))
        == "profile: unnamed, damaged")
  }

  @Test("so it is of an animation, and of what is decoded in strips, which has no other colours")
  func others() throws {
    var file = PNGFile(size: (1, 1), frames: [])
    for _ in 0..<2 {
      file.frames.append(
        ModelFrame(area: PixelRect(x: 0, y: 0, width: 1, height: 1), pixels: [0]))
    }
    file.metadata = pngChunk(
      "iCCP", Array("P3\0\0".utf8) + zlibStored(TestProfile.displayP3.bytes))
    let animated = file.bytes
    try animated.withUnsafeBytes { bytes in
      let animation = try ImageDecoder.animation(bytes)
      #expect(animation?.profile?.line == "profile: RGB built-in, converted to sRGB")
      let same = try ImageDecoder.animation(bytes, profile: .ignore)
      #expect(same?.profile?.line == "profile: RGB built-in, ignored")
    }
    for (profile, line) in [
      (TestProfile.sRGB, "profile: RGB built-in"), (.displayP3, nil),
    ] as [(TestProfile, String?)] {
      let plain = JPEGFile(
        width: 8, height: 8, sampling: [.init(h: 1, v: 1), .init(h: 1, v: 1), .init(h: 1, v: 1)]
      ) { _, _ in 90 }.bytes
      var segment = ByteWriter()
      segment.u8(0xFF, 0xE2)
      segment.u16(profile.bytes.count + 16, big: true)
      segment.text("ICC_PROFILE\0")
      segment.u8(1, 1)
      let whole = Array(plain.prefix(2) + segment.bytes + profile.bytes + plain.dropFirst(2))
      try whole.withUnsafeBytes { bytes in
        if let strips = try PictureStrips(of: bytes) {
          #expect(strips.profile?.line == line)
        } else {
          #expect(line == nil)
        }
      }
    }
  }
}
