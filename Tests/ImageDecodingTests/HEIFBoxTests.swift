import ImageDecoding
import TestSupport
import Testing

@Suite struct HEIFBoxTests {
  @Test("an AVIF whose colours are multiplied by alpha has straight ones")
  func premultiplied() throws {
    let picture = try Picture(decoding: try fixture("premultiplied.avif"))
    for (actual, expected) in zip(picture.pixels, Pattern.alpha.picture.pixels) {
      let alpha = Int(expected >> 24)
      #expect(abs(Int(actual >> 24) - alpha) <= 1)
      for shift in [0, 8, 16] as [UInt32] {
        let difference = abs(Int(actual >> shift & 255) - Int(expected >> shift & 255))
        #expect(difference * alpha <= 255 * 3)
      }
    }
  }

  @Test("a meta box that goes to the end of the file may leave out its size")
  func openMeta() throws {
    let bytes = try fixture("color.avif")
    let metaName = try #require(bytes.firstRange(of: Array("meta".utf8))).lowerBound
    let dataName = try #require(bytes.firstRange(of: Array("mdat".utf8))).lowerBound
    let (start, end) = (metaName - 4, dataName - 4)
    var meta = Array(bytes[start..<end])
    meta.replaceSubrange(0..<4, with: [0, 0, 0, 0])
    // The place of the data, which moves in front of the box.
    let (old, new) = (dataName + 4, start + 8)
    let place = try #require(meta.firstRange(of: [0, 0, UInt8(old >> 8), UInt8(old & 255)]))
    meta.replaceSubrange(place, with: [0, 0, UInt8(new >> 8), UInt8(new & 255)])
    let moved = Array(bytes[..<start] + bytes[end...]) + meta
    #expect(try Picture(decoding: moved) == Picture(decoding: bytes))
  }

  @Test("a film without a still picture is not supported, which is no damage")
  func film() {
    var file = ByteWriter()
    file.u32(20, big: true)
    file.text("ftypavis")
    file.u32(0, big: true)
    file.text("avis")
    file.u32(8, big: true)
    file.text("moov")
    #expect(throws: DecodingError.unsupported(.avif, "a film and no still picture")) {
      try Picture(decoding: file.bytes)
    }
  }
}
