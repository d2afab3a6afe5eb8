import ArgumentParser
import TestSupport
import Testing

@testable import ShareCLI

@Suite struct PlainArgumentsTests {
  /// What the parser makes of arguments; nil if it refuses them, or they ask for something else.
  private func parsed(_ arguments: [String]) -> (any Job)? {
    switch try? Shmshare.parseAsRoot(arguments) {
    case let put as Put: try? put.job()
    case let slide as DecodeSlide: try? slide.job()
    default: nil
    }
  }

  private func isSame(_ first: (any Job)?, _ second: (any Job)?) -> Bool {
    switch (first, second) {
    case (let first as PutJob, let second as PutJob): first == second
    case (let first as SlideJob, let second as SlideJob): first == second
    default: false
    }
  }

  @Test(
    "the usual forms are read without the parser, and mean the same",
    arguments: [
      ["photo.jpg"], ["-"], ["a.png", "./b", "/c/d"], ["put", "photo.jpg"],
      ["--channel", "b", "x.png", "-q"], ["--channel=b", "x.png", "--quiet"],
      ["x.png", "--title", "A title", "--wait-shown", "2.5"],
      ["--max-memory", "268435456", "--max-seconds", "3", "--max-pixels=5000", "x.png"],
      ["x.png", "--open"], ["x.png", "--depth", "8"], ["--depth=keep", "x.png"],
      ["x.png", "--embedded-profile", "ignore"],
      [
        "decode-slide", "--channel", "show-1", "--parent", "12", "--max-memory", "4294967296",
        "--max-seconds", "30", "--", "/a/b.jpg",
      ],
      ["decode-slide", "--fade", "500", "--", "--x"],
      ["decode-slide", "--channel", "show-1", "--parent=12"], ["decode-slide"],
      ["decode-slide", "--urgent", "--max-seconds", "30"],
    ])
  func usual(_ arguments: [String]) {
    #expect(isSame(PlainArguments.job(arguments), parsed(arguments)))
  }

  @Test(
    "anything else goes to the parser",
    arguments: [
      [], ["list"], ["photo"], ["--help"], ["help"], ["--version", "x"], ["save", "x.png"],
      ["--bogus", "x.png"], ["x.png", "--title"], ["x.png", "--title", "-t"], ["x.png", "-qq"],
      ["--", "x.png"], ["--channel", ".b", "x.png"], ["x.png", "--max-pixels", "0"],
      ["x.png", "--max-memory", "1"], ["x.png", "--wait-shown", "soon"], ["x.png", "-q", "-q"],
      ["--channel", "a", "--channel", "b", "x.png"], ["decode-slide", "x.png"], ["put"],
      ["stream", "x.y4m"], ["a.png", "list"],
    ])
  func others(_ arguments: [String]) { #expect(PlainArguments.job(arguments) == nil) }

  @Test("whatever is read without the parser means to it the same, in any order and spelling")
  func random() {
    let words = [
      "a.png", "./b", "-", "put", "list", "c", "-q", "--quiet", "--open", "--channel",
      "--channel=x",
      "--channel=", "--title", "--title=t=u", "--title=-", "--wait-shown", "--wait-shown=1e3", "1",
      "2.5", "+3", "-4", "", "--max-pixels", "--max-pixels=9", "--max-seconds", "--max-seconds=0",
      "--max-memory", "--max-memory=268435456", "300000000", "--", "decode-slide", "--fade",
      "--fade=7", "--urgent", "--parent", "--parent=8", "--version", "=", "--x=1",
    ]
    var generator = SeededGenerator(seed: 14)
    var count = 0
    for _ in 0..<40_000 {
      var arguments = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        words[Int.random(in: words.indices, using: &generator)]
      }
      if Bool.random(using: &generator) { arguments.append("a.png") }
      guard let plain = PlainArguments.job(arguments), !(plain is VersionJob) else { continue }
      count += 1
      #expect(isSame(plain, parsed(arguments)), "\(arguments)")
    }
    #expect(count > 1_000)
  }
}
