import FrameStreams
import Testing

@Suite struct StreamRateTests {
  @Test(
    "a rate is a number, of which nine digits count, or a fraction",
    arguments: [
      ("30", 30, 1), ("29.97", 2997, 100), ("0.5", 5, 10), ("30000/1001", 30000, 1001),
      ("23.976", 23976, 1000), ("23.976023976023976", 239_760_239, 10_000_000),
      ("0.0010", 10, 10_000), ("000050.00", 5000, 100), ("100000", 100_000, 1),
    ])
  func rates(_ text: String, _ numerator: Int, _ denominator: Int) {
    let rate = StreamRate(text)
    #expect(rate?.numerator == numerator)
    #expect(rate?.denominator == denominator)
  }

  @Test(
    "anything else is no rate",
    arguments: [
      "", "0", "-1", "x", "1/0", "1/", "/1", "1/2/3", "1e3", "+5", ".5", "5.", "1.2.3",
      "0.5/1000000", "0.123456789/1000000", "100001",
      "0.0001", "99999999999999999999",
    ])
  func noRates(_ text: String) { #expect(StreamRate(text) == nil) }
}
