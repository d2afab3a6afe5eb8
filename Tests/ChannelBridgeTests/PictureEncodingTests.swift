import ChannelBridge
import Testing

@Suite("How pictures are written for the network") struct PictureEncodingTests {
  @Test(
    "a quality is a number, and -444 has colours in full size",
    arguments: [
      ("85", PictureEncoding.Format.jpeg(quality: 85, hasFullColors: false)),
      ("95-444", .jpeg(quality: 95, hasFullColors: true)),
      ("1-420", .jpeg(quality: 1, hasFullColors: false)), ("0", nil), ("101", nil), ("", nil),
      ("85-", nil), ("85-422", nil), ("444", nil), ("x-444", nil),
    ])
  func quality(text: String, format: PictureEncoding.Format?) {
    #expect(PictureEncoding.jpeg(text) == format)
  }

  @Test(
    "a picture is made smaller until it fits, in its own proportions, and never larger",
    arguments: [
      (1920, 1080, 1280, 720), (1280, 720, 1280, 720), (640, 480, 640, 480),
      (1000, 4000, 180, 720), (65_535, 1, 1280, 1),
    ])
  func fit(width: Int, height: Int, newWidth: Int, newHeight: Int) {
    var encoding = PictureEncoding()
    encoding.limit = (1280, 720)
    #expect(encoding.size(ofWidth: width, height: height) == (newWidth, newHeight))
  }

  @Test("an epoch tells channels and ways of writing apart, and always has a proper form")
  func epochs() {
    let id = String(repeating: "f", count: 32)
    var encodings = [PictureEncoding(), PictureEncoding(), PictureEncoding(), PictureEncoding()]
    encodings[1].format = .png
    encodings[2].format = .jpeg(quality: 100, hasFullColors: true)
    encodings[3].format = .jpeg(quality: 100, hasFullColors: true)
    encodings[3].limit = (65_535, 65_535)
    let epochs = encodings.map { $0.epoch(of: id) }
    #expect(epochs[0] == "\(id)-jpeg85")
    #expect(Set(epochs).count == 4)
    for epoch in epochs { #expect(PictureMark(checkingEpoch: epoch, sequence: 1) != nil) }
  }
}
