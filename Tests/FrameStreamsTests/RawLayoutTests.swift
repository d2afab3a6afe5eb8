import FrameStreams
import ShmChannel
import Testing

@Suite struct RawLayoutTests {
  @Test("a format, a size and perhaps a stride")
  func forms() throws {
    let plain = try RawLayout("rgb24:640x480")
    #expect(plain.stride == 1920)
    #expect(plain.byteCount == 1920 * 480)
    #expect(try RawLayout("bgra:640x480:4096").stride == 4096)
    #expect(try RawLayout("yuv420p:5x3") == RawLayout("i420:5x3"))
    #expect(try RawLayout("rgbf32le-planar:5x3").byteCount == 5 * 3 * 12)
    #expect(try RawLayout("gbrap16le:5x3:12").byteCount == 12 * 3 * 4)
    #expect(try RawLayout("bgr0:1x1").format == .frame(.bgrx))
  }

  @Test(
    "what describes no frame is told why",
    arguments: [
      ("rgb24", RawLayout.Problem.form), ("rgb24:640", .form), ("rgb24:640x", .form),
      ("rgb24:1x1:1:1", .form), ("rgb24:1x1:x", .form), ("rgb25:1x1", .unknownFormat("rgb25")),
      ("rgb24:0x1", .size), ("rgb24:1x65536", .size), ("rgb24:-1x1", .size),
      ("rgb24:4x4:11", .stride(least: 12, most: 1_048_560, unit: 1)),
      ("grayf32le:4x4:18", .stride(least: 16, most: 1_048_560, unit: 4)),
      ("gray16le:4x4:9", .stride(least: 8, most: 1_048_560, unit: 2)),
      ("rgb24:4x4:1048561", .stride(least: 12, most: 1_048_560, unit: 1)),
    ])
  func problems(_ text: String, _ problem: RawLayout.Problem) {
    #expect(throws: problem) { try RawLayout(text) }
  }

  @Test("a stride that splits a sample is told what it must be")
  func strideWords() {
    let words = [1, 4].map { unit in
      RawLayout.Problem.stride(least: 16, most: 90, unit: unit).description
    }
    #expect(
      words == [
        "the stride must be from 16 to 90 bytes",
        "the stride must be from 16 to 90 bytes, a multiple of 4",
      ])
  }
}
