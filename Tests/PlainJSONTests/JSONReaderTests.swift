import PlainJSON
import Testing

@Suite("Reading JSON") struct JSONReaderTests {
  @Test(
    "each kind of value is read",
    arguments: [
      ("null", JSONValue.null), (" true ", .boolean(true)), ("false", .boolean(false)),
      ("-0", .number("-0")), ("12", .number("12")), ("1.5e-3", .number("1.5e-3")),
      ("\"a\"", .string("a")), ("[]", .array([])), ("{}", .object([])),
      ("[1,[2]]", .array([.number("1"), .array([.number("2")])])),
    ])
  func values(text: String, value: JSONValue) throws {
    #expect(try JSONReader.read(Array(text.utf8)) == value)
  }

  @Test("what was written is read again, whatever characters it has")
  func roundTrip() throws {
    let text = "\"\\/\u{1}\n\r\t\u{7F}é€😀 </script>"
    let written = JSONText.object(["name": JSONText.string(text)])
    #expect(try JSONReader.read(Array(written.utf8))["name"]?.text == text)
  }

  @Test(
    "escapes stand for their characters",
    arguments: [
      (#""\u0041""#, "A"), (#""\ud83D\uDe00""#, "😀"), (#""\b\f\/""#, "\u{8}\u{C}/"),
    ])
  func escapes(text: String, meaning: String) throws {
    #expect(try JSONReader.read(Array(text.utf8)).text == meaning)
  }

  @Test(
    "what the grammar does not allow is refused",
    arguments: [
      "", " ", "{", "[", "\"", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "1.",
      ".5", "+1", "1e", "-", "tru", "nul", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
      "\"\\ud800\\u0041\"",
      "\"\\udc00\\ud800\"", "\"\n\"", "1 2", "[]]", "'a'", "NaN", "\u{FEFF}1", "\"\\u+041\"",
    ])
  func refused(text: String) {
    #expect(throws: JSONReader.Problem.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test("bytes that are not UTF-8 are refused, also in a string")
  func notUTF8() {
    #expect(throws: JSONReader.Problem.notUTF8) { try JSONReader.read([0x22, 0xC0, 0x80, 0x22]) }
  }

  @Test("arrays that lie in each other a thousand deep are refused, and 16 deep are not")
  func depth() throws {
    let deep = String(repeating: "[", count: 1000)
    #expect(throws: JSONReader.Problem.tooDeep) { try JSONReader.read(Array(deep.utf8)) }
    let fine = String(repeating: "[", count: 16) + String(repeating: "]", count: 16)
    #expect(throws: Never.self) { try JSONReader.read(Array(fine.utf8)) }
  }

  @Test("a member that comes twice is not found, and an integer is one only without a fraction")
  func members() throws {
    let value = try JSONReader.read(Array(#"{"a":1,"a":2,"b":3.0,"c":4,"d":1e999}"#.utf8))
    #expect(value["a"] == nil)
    #expect(value["b"]?.integer == nil && value["b"]?.number == 3)
    #expect(value["c"]?.integer == 4)
    #expect(value["d"]?.number == nil)
    #expect(value["e"] == nil)
  }
}
