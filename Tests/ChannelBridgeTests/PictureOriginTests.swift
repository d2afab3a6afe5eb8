import ChannelBridge
import ShmChannel
import Testing

@Suite("Where a channel's picture has come from") struct PictureOriginTests {
  private func origin(_ broker: String, _ topic: String) throws -> PictureOrigin {
    PictureOrigin(broker: try BrokerAddress(broker), topic: topic)
  }

  @Test("a line of the details says it, among others, and is read as it was written")
  func line() throws {
    let origin = try origin("mqtt://b:1883", "shmview/cam/image")
    #expect(origin.line == "origin: mqtt://b/shmview/cam/image")
    #expect(PictureOrigin(details: "camera: X\n\(origin.line)\niso: 100") == origin)
    #expect(PictureOrigin(details: "") == nil)
    #expect(PictureOrigin(details: "the origin: mqtt://b/x\norigin") == nil)
  }

  @Test("another broker, another port, TLS and another topic are other places")
  func others() throws {
    let places = try [
      origin("mqtt://b", "p/c/image"), origin("mqtt://a", "p/c/image"),
      origin("mqtt://b:1884", "p/c/image"), origin("mqtts://b", "p/c/image"),
      origin("mqtt://b", "p/d/image"), origin("mqtt://b", "q/c/image"),
    ]
    #expect(Set(places).count == places.count)
  }

  @Test("a topic of any length and of any characters is known again from a frame's details")
  func longest() throws {
    for topic in [String(repeating: "ä/", count: 9000), "a\u{200B}b", "x\ny"] {
      let origin = try origin("mqtt://b", topic)
      let details = Title.sanitized(details: origin.line + "\ncamera: X")
      #expect(PictureOrigin(details: details) == origin)
      #expect(details.hasSuffix("camera: X"))
    }
  }
}
