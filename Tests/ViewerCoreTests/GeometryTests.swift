import Testing

@testable import ViewerCore

@Suite struct GeometryTests {
  @Test(
    "what X programs take as a geometry is taken",
    arguments: [
      ("640x480", Size(width: 640, height: 480), nil),
      ("1X1", Size(width: 1, height: 1), nil),
      (
        "800x600+10+20", Size(width: 800, height: 600),
        Geometry.Place(x: 10, y: 20, isFromRight: false, isFromBottom: false)
      ),
      ("+5+-7", nil, Geometry.Place(x: 5, y: -7, isFromRight: false, isFromBottom: false)),
      ("-0-30", nil, Geometry.Place(x: 0, y: 30, isFromRight: true, isFromBottom: true)),
    ] as [(String, Size?, Geometry.Place?)])
  func accepted(text: String, size: Size?, place: Geometry.Place?) throws {
    let geometry = try #require(Geometry(argument: text))
    #expect(geometry.size == size)
    #expect(geometry.place == place)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "x", "640", "640x", "x480", "0x480", "640x0", "32768x1", "640x480+1", "640x480+1+2+3",
      "640x480 +1+2", "-640x480", "99999999999999999999x1", "+99999+1", "٣x٣",
    ])
  func refused(text: String) {
    #expect(Geometry(argument: text) == nil)
  }

  @Test("a place from the right and the bottom counts from the window's far corner")
  func corner() throws {
    let place = try #require(Geometry(argument: "-10-20")?.place)
    let corner = place.corner(
      of: Size(width: 100, height: 50), on: Size(width: 1000, height: 800))
    #expect(corner == (890, 730))
  }

  @Test("a place that is farther off than X can say becomes the farthest that it can")
  func farCorner() throws {
    let place = try #require(Geometry(argument: "30000x300-32767+-5")?.place)
    let corner = place.corner(
      of: Size(width: 30_000, height: 300), on: Size(width: 1000, height: 800))
    #expect(corner == (-32_768, -5))
  }

  @Test("only a place from the right or the bottom depends on the window's size")
  func farEdge() throws {
    for (text, isFar) in [("+1+2", false), ("-1+2", true), ("+1-2", true), ("-0-0", true)] {
      #expect(try #require(Geometry(argument: text)?.place).isFromFarEdge == isFar)
    }
  }
}
