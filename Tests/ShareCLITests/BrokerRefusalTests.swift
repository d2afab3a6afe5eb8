import Testing

@testable import ShareCLI

@Suite("What a broker does not take") struct BrokerRefusalTests {
  @Test(
    "is told with the topic, and with what helps; the end of a connection is told elsewhere",
    arguments: [
      (.denied, "t: the broker does not let this user write here (words); see its access list"),
      (.tooLarge, "t: the broker takes no picture of 7 bytes; for smaller ones: --jpeg or --fit"),
      (.other, "t: the broker refuses it: words"), (.lost, nil),
    ] as [(BrokerRefusal.Kind, String?)])
  func writing(kind: BrokerRefusal.Kind, message: String?) {
    let failure = BrokerRefusal(kind: kind, words: "words").failure(writing: "t", byteCount: 7)
    #expect(failure == message.map { Failure(.noInput, $0) })
  }

  @Test("is told of a subscription likewise")
  func reading() {
    let message = "t: the broker does not let this user read here (words); see its access list"
    #expect(
      BrokerRefusal(kind: .denied, words: "words").failure(reading: "t")
        == Failure(.noInput, message))
    #expect(
      BrokerRefusal(kind: .other, words: "words").failure(reading: "t")
        == Failure(.noInput, "t: the broker refuses it: words"))
  }
}
