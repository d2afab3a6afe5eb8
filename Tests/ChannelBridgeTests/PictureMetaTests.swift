import ChannelBridge
import PlainJSON
import Testing

@Suite("The payload of meta") struct PictureMetaTests {
  private static let text = """
    {"version":1,"epoch":"5f0c-jpeg85","sequence":12,"bytes":48211,"type":"image/jpeg",\
    "width":1920,"height":1080,"title":"Light \\"house\\"","time":1795829573.250}
    """
  private static let meta = PictureMeta(
    mark: PictureMark(epoch: "5f0c-jpeg85", sequence: 12), byteCount: 48_211, type: .jpeg,
    width: 1920, height: 1080, title: "Light \"house\"", time: .milliseconds(1_795_829_573_250))

  @Test("it is written and read as docs/REACH.md has it")
  func roundTrip() throws {
    #expect(Self.meta.json == Self.text)
    #expect(try PictureMeta(json: Array(Self.text.utf8)) == Self.meta)
  }

  @Test("members that are not known are passed over, in any order")
  func unknown() throws {
    let text = #"{"later":{"a":[1,{}]},"# + Self.text.dropFirst()
    #expect(try PictureMeta(json: Array(text.utf8)) == Self.meta)
  }

  @Test(
    "each member out of its range is named",
    arguments: [
      ("\"sequence\":12", "\"sequence\":0", "sequence"),
      ("\"sequence\":12", "\"sequence\":9007199254740992", "sequence"),
      ("\"sequence\":12", "\"sequence\":1.0", "sequence"),
      ("\"sequence\":12", "\"sequence\":\"12\"", "sequence"),
      ("\"bytes\":48211", "\"bytes\":0", "bytes"),
      ("\"bytes\":48211", "\"bytes\":268435456", "bytes"),
      ("\"bytes\":48211", "\"bytes\":1,\"bytes\":2", "bytes"),
      ("5f0c-jpeg85", "", "epoch"), ("5f0c-jpeg85", "a b", "epoch"),
      ("image/jpeg", "image/svg+xml", "type"),
      ("\"width\":1920", "\"width\":65536", "width"), ("\"height\":1080,", "", "height"),
      ("1795829573.250", "-1", "time"), ("1795829573.250", "1e300", "time"),
    ])
  func ranges(part: String, other: String, member: String) throws {
    let text = Self.text.replacing(part, with: other)
    #expect(throws: PictureMeta.Problem.member(member)) {
      try PictureMeta(json: Array(text.utf8))
    }
  }

  @Test("another version, another kind of value and too many bytes are told apart")
  func others() {
    let two = Self.text.replacing("\"version\":1", with: "\"version\":2")
    #expect(throws: PictureMeta.Problem.version(2)) { try PictureMeta(json: Array(two.utf8)) }
    #expect(throws: PictureMeta.Problem.notJSON) { try PictureMeta(json: Array("[]".utf8)) }
    #expect(throws: PictureMeta.Problem.notJSON) { try PictureMeta(json: [0xFF]) }
    let long = [UInt8](repeating: UInt8(ascii: " "), count: 16_385)
    #expect(throws: PictureMeta.Problem.tooLong(16_385)) { try PictureMeta(json: long) }
    #expect(
      "\(PictureMeta.Problem.version(2))"
        == "is of version 2 of the format, and this program knows 1")
  }

  @Test("a title that is too long is refused, and control characters in one are replaced")
  func titles() throws {
    let long = Self.text.replacing("Light", with: String(repeating: "x", count: 1025))
    #expect(throws: PictureMeta.Problem.member("title")) {
      try PictureMeta(json: Array(long.utf8))
    }
    let control = Self.text.replacing("Light", with: "\\u001b[31m")
    #expect(try PictureMeta(json: Array(control.utf8)).title == "\u{FFFD}[31m \"house\"")
  }

  @Test("a picture is newer within its epoch by its number, and one of another epoch always")
  func order() {
    let mark = PictureMark(epoch: "a", sequence: 5)
    #expect(mark.isNewer(than: nil))
    #expect(mark.isNewer(than: PictureMark(epoch: "a", sequence: 4)))
    #expect(!mark.isNewer(than: mark))
    #expect(!mark.isNewer(than: PictureMark(epoch: "a", sequence: 6)))
    #expect(mark.isNewer(than: PictureMark(epoch: "b", sequence: 6)))
  }
}
