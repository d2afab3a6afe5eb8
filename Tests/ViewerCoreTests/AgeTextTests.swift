import Testing

@testable import ViewerCore

@Suite struct AgeTextTests {
  @Test(
    "ages get coarser as they grow",
    arguments: [
      (Duration.zero, "under 1 s"), (.milliseconds(999), "under 1 s"), (.seconds(-5), "under 1 s"),
      (.seconds(1), "1 s"), (.milliseconds(59_999), "59 s"), (.seconds(60), "1 min"),
      (.seconds(3599), "59 min"), (.seconds(3600), "1 h"), (.seconds(86_399), "23 h"),
      (.seconds(86_400), "1 day"), (.seconds(172_800), "2 days"),
      (.seconds(Int64.max), "106751991167300 days"),
    ])
  func words(age: Duration, text: String) {
    #expect(AgeText.text(age) == text)
  }

  @Test("the words change at the moment that is foretold, and at none before")
  func changes() {
    var age = Duration.zero
    for _ in 0..<300 {
      let next = AgeText.nextChange(after: age)
      #expect(next > age)
      #expect(AgeText.text(next) != AgeText.text(age))
      #expect(AgeText.text(next - .nanoseconds(1)) == AgeText.text(age))
      age = next
    }
    #expect(age > .seconds(86_400), "no clock runs for seconds that nobody is told of")
  }

  @Test("an age beyond all clocks is no trap")
  func endless() {
    #expect(AgeText.nextChange(after: .seconds(Int64.max)) >= .seconds(Int64.max))
  }
}
