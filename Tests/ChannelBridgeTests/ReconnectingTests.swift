import ChannelBridge
import Testing

@Suite("When a connection is tried again") struct ReconnectingTests {
  @Test("after 1 to 10 s, the longer the more tries have failed, by chance")
  func delays() {
    var reconnecting = Reconnecting()
    let longest = (0..<7).map { _ in
      reconnecting.delay(after: .refused, lifetime: nil, chance: 1)
    }
    #expect(
      longest == [
        .seconds(1.4), .seconds(2), .seconds(4), .seconds(8), .seconds(10), .seconds(10),
        .seconds(10),
      ])
    #expect(reconnecting.delay(after: .refused, lifetime: nil, chance: 0) == .seconds(1))
  }

  @Test(
    "soon after a good connection and after a silence, and later where connections break at once")
  func causes() {
    var reconnecting = Reconnecting()
    for _ in 0..<9 { _ = reconnecting.delay(after: .refused, lifetime: .seconds(1), chance: 1) }
    #expect(reconnecting.delay(after: .refused, lifetime: .seconds(1), chance: 1) == .seconds(10))
    #expect(reconnecting.delay(after: .silence, lifetime: nil, chance: 1) == .seconds(1.4))
    #expect(
      reconnecting.delay(after: .refused, lifetime: .seconds(60), chance: 1) == .seconds(1.4))
  }
}
