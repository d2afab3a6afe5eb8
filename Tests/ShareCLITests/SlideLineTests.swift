import CommandLineFiles
import ShmChannel
import Slideshow
import Testing

@testable import ShareCLI

@Suite("The lines between a slideshow and its slides")
struct SlideLineTests {
  @Test(
    "an answer is read as it was written",
    arguments: [
      (.unconfined("no Landlock"), "unconfined no Landlock"), (.skip, "skip"),
      (.failed("the PNG file is incomplete"), "failed the PNG file is incomplete"),
      (.remark("its color profile is damaged"), "remark its color profile is damaged"),
      (.shrunk(fromWidth: 9, fromHeight: 7, width: 5, height: 4), "shrunk 9 7 5 4"),
      (.still(width: 1, height: 65_535), "still 1 65535"),
      (
        .animation(width: 3, height: 2, passDuration: .milliseconds(1_234)), "animation 3 2 1234"
      ),
      (.shown(Generation(rawValue: .max)), "shown 18446744073709551615"),
      (.busy("it is locked"), "busy it is locked"), (.lost, "lost"), (.played, "played"),
      (.read(ContentsDigest(rawValue: 0xAB)), "read 00000000000000ab"),
      (.unchanged, "unchanged"),
    ] as [(SlideAnswer, String)])
  func answers(answer: SlideAnswer, line: String) {
    #expect(answer.line == line)
    #expect(SlideAnswer(line: line) == answer)
  }

  @Test(
    "what no slide says is no answer",
    arguments: [
      "", " ", "skip ", "skip it", "still", "still 1", "still 0 1", "still 1 65536", "still 1 2 3",
      "still -1 1", "shrunk 9 7 5", "shrunk 9 7 5 0", "still 99999999999999999999 1",
      "animation 1 1", "animation 1 1 -1", "shown",
      "shown x", "shown 1 2", "failed", "busy", "remark", "lost in space", "PLAYED", "played\r",
      "stopped", "read", "read ab", "read 00000000000000ag", "read +000000000000ab0", "unchanged 1",
    ])
  func noAnswers(line: String) {
    #expect(SlideAnswer(line: line) == nil)
  }

  @Test("an answer cannot bring control characters, an endless line or an endless wait")
  func hostile() {
    #expect(SlideAnswer(line: "failed a\u{1B}[31mb") == .failed("a\u{FFFD}[31mb"))
    #expect(SlideAnswer.failed("a\nb").line == "failed a\u{FFFD}b")
    let long = SlideAnswer(line: "failed " + String(repeating: "x", count: 9_999))
    #expect(long == .failed(String(repeating: "x", count: Title.maximumByteCount)))
    let endless = SlideAnswer(line: "animation 1 1 \(Int64.max)")
    #expect(endless == .animation(width: 1, height: 1, passDuration: .seconds(365 * 86_400)))
  }

  @Test(
    "an order is read as it was written",
    arguments: [
      (.show(transition: nil), "show"), (.show(transition: .zero), "show 0"),
      (.show(transition: .milliseconds(1_500)), "show 1500"),
      (.decode(file: "/a b/ü.png"), "decode 2f6120622fc3bc2e706e67"),
      (.decode(file: CommandLineText.text(of: [0x2F, 0xFF, 0x0A])), "decode 2fff0a"),
      (
        .decode(file: "/a", unless: ContentsDigest(rawValue: .max)),
        "decode 2f61 ffffffffffffffff"
      ),
    ] as [(SlideOrder, String)])
  func orders(order: SlideOrder, line: String) {
    #expect(order.line == line)
    #expect(SlideOrder(line: line) == order)
  }

  @Test(
    "what no slideshow says is not an order",
    arguments: [
      "", "decode", "decode ", "decode 2", "decode 2f0", "decode 2g", "decode 2f00", "show x",
      "decode 2f ", "decode 2f 1",
      "show 1 2", "stop",
    ])
  func noOrder(_ line: String) { #expect(SlideOrder(line: line) == nil) }
}
