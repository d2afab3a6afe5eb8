import Testing

@testable import X11Viewer

@Suite struct StartupNotificationTests {
  @Test(
    "the user's time follows the last _TIME of the launch's name",
    arguments: [
      ("app/host/123-1-desk_TIME4294967295", 4_294_967_295), ("a_TIME1_TIME22", 22),
      ("a_TIME0", 0), ("a_TIME", nil), ("a_TIMEx", nil), ("a_TIME4294967296", nil), ("", nil),
      ("_TIM", nil),
    ] as [(String, UInt32?)])
  func time(id: String, time: UInt32?) {
    #expect(StartupNotification(id: id).time == time)
  }

  @Test(
    "a message goes in pieces of twenty bytes and ends with a zero",
    arguments: [("", 1), ("nineteen characters", 1), ("twenty characters ok", 2)])
  func chunks(message: String, count: Int) {
    let chunks = StartupNotification.chunks(of: message)
    #expect(chunks.count == count)
    #expect(chunks.allSatisfy { $0.count == 20 })
    let bytes = chunks.joined()
    #expect(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) == message)
    #expect(bytes.last == 0)
  }
}
