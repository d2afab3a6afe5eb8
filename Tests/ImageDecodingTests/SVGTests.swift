import ImageDecoding
import TestSupport
import Testing

@Suite struct SVGTests {
  private static func svg(_ attributes: String, _ content: String = "<g/>") -> [UInt8] {
    Array(#"<svg xmlns="http://www.w3.org/2000/svg" \#(attributes)>\#(content)</svg>"#.utf8)
  }

  @Test("translucent colours are straight, not multiplied by alpha")
  func straightAlpha() throws {
    let shapes = """
      <rect width="4" height="4" fill="#fff" fill-opacity="0.5"/>
      <rect x="4" width="4" height="4" fill="#ff8000" fill-opacity="0.25"/>
      """
    let picture = try Picture(decoding: Self.svg(#"width="12" height="4""#, shapes))
    #expect(picture[1, 1] == Pattern.pixel(255, 255, 255, 128))
    let orange = picture[5, 1]
    #expect(orange >> 24 == 64)
    for (shift, level) in [(16, 255), (8, 128), (0, 0)] as [(UInt32, Int)] {
      #expect(abs(Int(orange >> shift & 255) - level) <= 2)  // of 64 steps
    }
    #expect(picture[9, 1] == 0)
  }

  @Test(
    "the size is CSS's: as stated, by the view box's ratio, or the view box's own",
    arguments: [
      (#"width="20" height="10""#, 20, 10), (#"width="1in" height="72pt""#, 96, 96),
      (#"width="2em" height="3ex""#, 32, 24),
      (#"width="128" viewBox="0 0 32 64""#, 128, 256),
      (#"height="256" viewBox="0 0 32 64""#, 128, 256),
      (#"width="100%" height="256" viewBox="0 0 32 64""#, 128, 256),
      (#"width="auto" height="256px" viewBox="0 0 32 64""#, 128, 256),
      (#"width="64" height="16" viewBox="0 0 32 64""#, 64, 16),
      (#"width="400" viewBox="0 0 40000 10""#, 400, 1),
      (#"viewBox="5 5 32 64""#, 32, 64), (#"width="abc" viewBox="0 0 32 64""#, 32, 64),
      (#"width="80""#, 80, 150), (#"height="80""#, 300, 80),
      (#"width="80" viewBox="0 0 0 0""#, 80, 150),
    ])
  func size(_ attributes: String, width: Int, height: Int) throws {
    let picture = try Picture(decoding: Self.svg(attributes))
    #expect(picture.width == width && picture.height == height)
  }

  @Test("what is drawn fills the size that a view box gives")
  func scaled() throws {
    let content = #"<rect width="16" height="64" fill="blue"/>"#
    let picture = try Picture(decoding: Self.svg(#"height="256" viewBox="0 0 32 64""#, content))
    #expect(picture[60, 250] == Pattern.pixel(0, 0, 255) && picture[70, 250] == 0)
  }

  @Test("without any size it is as large as what it draws")
  func drawnSize() throws {
    let content = #"<rect x="2" y="1" width="10" height="5" fill="red"/>"#
    let picture = try Picture(decoding: Self.svg("", content))
    #expect(picture.width == 12 && picture.height == 6)
    #expect(picture[0, 0] == 0 && picture[11, 5] == Pattern.pixel(255, 0, 0))
  }

  @Test(
    "sizes that make no sense are refused",
    arguments: [
      #"width="0" height="0""#, #"width="0" height="10""#, #"width="-5" height="10""#,
      #"width="10" height="-1e3""#, #"width="1e300" height="1e300""#,
      #"width="0" viewBox="0 0 32 64""#,
    ])
  func nonsense(_ attributes: String) {
    #expect(throws: DecodingError.self) { try Picture(decoding: Self.svg(attributes)) }
  }

  @Test("nothing drawn and no size is no picture")
  func nothing() {
    #expect(throws: DecodingError.corrupt(.svg, "it draws nothing, and says no size")) {
      try Picture(decoding: Self.svg(""))
    }
  }
}
