import Testing

@testable import Slideshow

/// Files whose file systems stop answering while they are read.
@Suite struct SilentReadingTests {
  private static let words = "cannot be read at the moment: its file system does not answer"

  @Test("a picture that cannot be read goes on loses its turn after two seconds, and has it later")
  func silent() {
    var theatre = ShowTheatre(of: "ab")
    theatre.answer(.reading)
    theatre.now += .milliseconds(1999)
    theatre.tell(.time)
    #expect(theatre.log.isEmpty && theatre.preparing == "a")
    theatre.now += .milliseconds(1)
    theatre.tell(.time)
    #expect(theatre.log == ["/a: \(Self.words)"])
    #expect(theatre.preparing == "b")
    theatre.settle()
    theatre.pass(.seconds(5))
    #expect(theatre.shownText == "ba")
  }

  @Test("one that is read slowly is waited for, and so is one that is decoded slowly")
  func slow() {
    var theatre = ShowTheatre(of: "ab")
    for _ in 0..<5 {
      theatre.answer(.reading)
      theatre.now += .milliseconds(1900)
      theatre.tell(.time)
    }
    theatre.read()
    theatre.now += .seconds(15)
    theatre.tell(.time)
    #expect(theatre.log.isEmpty && theatre.preparing == "a")
    theatre.settle()
    #expect(theatre.shownText == "a")
  }
}
