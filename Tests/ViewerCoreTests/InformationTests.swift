import Pixels
import ShmChannel
import ShmShow
import Testing

@testable import ViewerCore

@Suite struct InformationTests {
  static let picture = Information.Picture(
    title: "moonrise.jpg", size: Size(width: 1920, height: 1080), scale: 1, generation: 7,
    age: .seconds(3), path: .direct)

  private func rows(_ information: Information) -> [String] {
    information.panel.rows.map { "\($0.label): \($0.value)" }
  }

  @Test("a picture is told of line by line")
  func whole() {
    let show = ShowStatus(state: .paused, position: 12, count: 340, directory: "~/Pictures")
    let information = Information(
      channel: "default", picture: Self.picture, rate: 59.94, skipped: 2, show: show)
    #expect(
      rows(information) == [
        ": moonrise.jpg", "Size: 1920 × 1080", "Zoom: 100 %", "Age: 3 s",
        "Rate: 60 frames/s", "Slideshow: 12 of 340, paused", "Directory: ~/Pictures",
        "Channel: default", "Frame: number 7", "Skipped: 2 frames, for newer ones",
        "Drawn: from the publisher's memory",
      ])
  }

  @Test("what is not known, or not there, has no line")
  func bare() {
    var picture = Self.picture
    picture.title = ""
    picture.path = .plain
    #expect(
      rows(Information(channel: "a", picture: picture)) == [
        "Size: 1920 × 1080", "Zoom: 100 %", "Age: 3 s", "Channel: a", "Frame: number 7",
        "Drawn: through the X connection",
      ])
    #expect(rows(Information(channel: "a")) == ["Picture: none yet", "Channel: a"])
  }

  @Test("format, range and details are told of where they are known")
  func samples() throws {
    func pixels(_ format: PixelFormat?, _ range: RangeTold? = nil) throws -> String {
      var picture = Self.picture
      (picture.format, picture.range) = (format, range)
      return try #require(
        rows(Information(channel: "a", picture: picture)).first { $0.hasPrefix("Pixels: ") })
    }
    #expect(try pixels(.bgrx) == "Pixels: BGR, 8 bit")
    let range = try #require(SampleRange(low: 0, high: 4095))
    #expect(try pixels(.bgrx, RangeTold(.bytes)) == "Pixels: BGR, 8 bit")
    #expect(try pixels(.gray16, RangeTold(.words)) == "Pixels: Gray, 16 bit, range 0:65535")
    #expect(try pixels(.grayFloat, RangeTold(.unit)) == "Pixels: Gray, 32-bit float, range 0:1")
    #expect(try pixels(.gray16, RangeTold(range)) == "Pixels: Gray, 16 bit, range 0:4095")
    #expect(
      try pixels(.gray16, RangeTold(range, .auto)) == "Pixels: Gray, 16 bit, range 0:4095 (auto)")
    #expect(
      try pixels(PixelFormat(.rgba, .float32, isPlanar: true), RangeTold(nil, .robust))
        == "Pixels: RGBA, 32-bit float, in planes, range robust")
    #expect(
      try pixels(.bgrx, RangeTold(.bytes, otherSample: .uint16))
        == "Pixels: BGR, 8 bit, range 0:255 (yours is for 16 bit)")
    var picture = Self.picture
    picture.details = "camera: X100: V\nlens:23 mm\nas it came"
    let lines = rows(Information(channel: "a", picture: picture))
    #expect(lines[4...6] == ["Camera: X100: V", "Lens: 23 mm", ": as it came"])
    picture.details = (0..<40).map { "k\($0): v" }.joined(separator: "\n")
    #expect(
      rows(Information(channel: "a", picture: picture)).filter { $0.hasPrefix("K") }.count == 12)
  }

  @Test("a show without pictures waits")
  func shows() {
    let waiting = Information(channel: "a", show: ShowStatus(state: .waiting))
    #expect(rows(waiting).contains("Slideshow: waiting"))
  }

  @Test(
    "scales in percent",
    arguments: [
      (1.0, "100 %"), (1.5, "150 %"), (64.0, "6400 %"), (1.0 / 64, "1.6 %"), (1.0 / 3, "33 %"),
      (0.0996, "10 %"), (0.02, "2 %"), (0.0, "0 %"), (1e300, "100000000 %"),
    ])
  func percent(scale: Double, text: String) {
    #expect(Information.percent(scale) == text)
  }
}
