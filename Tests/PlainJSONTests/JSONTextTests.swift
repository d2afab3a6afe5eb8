import Testing

import PlainJSON

@Suite("JSONText")
struct JSONTextTests {
  @Test(
    "a string is quoted and escaped as RFC 8259 wants it",
    arguments: [
      ("", #""""#), ("a b", #""a b""#), (#"say "hi" \ there"#, #""say \"hi\" \\ there""#),
      ("1\n2\r3\t4", #""1\n2\r3\t4""#), ("\0\u{1}\u{1F}\u{7F}", #""\u0000\u0001\u001f\u007f""#),
      ("ü 図 🌄 \u{FFFD}", "\"ü 図 🌄 \u{FFFD}\""), ("\r\n", #""\r\n""#),
    ])
  func strings(text: String, json: String) {
    #expect(JSONText.string(text) == json)
  }

  @Test(
    "seconds have three places, and are never negative",
    arguments: [
      (Duration.zero, "0.000"), (.milliseconds(5), "0.005"), (.milliseconds(61_230), "61.230"),
      (.nanoseconds(1_999_999), "0.001"), (.seconds(-3), "0.000"),
    ])
  func seconds(duration: Duration, json: String) {
    #expect(JSONText.seconds(duration) == json)
  }

  @Test("objects keep the order of their members")
  func objects() {
    #expect(JSONText.object(["b": "1", "a": JSONText.array(["2", "3"])]) == #"{"b":1,"a":[2,3]}"#)
    #expect(JSONText.array([]) == "[]")
  }
}
