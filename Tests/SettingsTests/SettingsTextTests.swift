import Settings
import ShmChannel
import TestSupport
import Testing

@Suite("A file of settings") struct SettingsTextTests {
  private func entries(_ text: SettingsText) -> [String] {
    text.entries.map { "\($0.key)=\($0.value)@\($0.place.line ?? 0)" }
  }

  private func problems(_ text: SettingsText) -> [String] { text.problems.map(\.description) }

  private func text(_ text: String) -> SettingsText { SettingsText(text.utf8, of: "f") }

  @Test("is read line by line; CR, a byte order mark and no line feed at the end are no hindrance")
  func reading() {
    let read = text("\u{FEFF}fit = fill\r\n\r\nfullscreen = on\r\n[keys]\r\nq = none")
    #expect(entries(read) == ["fit=fill@1", "fullscreen=yes@3", "q=none@5"])
    #expect(problems(read) == [])
    #expect(entries(text("")) == [] && problems(text("")) == [])
  }

  @Test(
    "says what is wrong, where, and what was meant; the rest counts",
    arguments: [
      ("fitt = fill", "f:1: fitt is not a setting; did you mean fit?"),
      ("zzz = 1", "f:1: zzz is not a setting; shmview --print-config prints all there are"),
      (
        "fit = fil",
        "f:1: fit takes shrink, fit, fill or none, not \"fil\"; did you mean fit?"
      ),
      ("fullscreen = maybe", "f:1: fullscreen takes yes or no, not \"maybe\""),
      ("interval = 0", "f:1: interval takes seconds, more than 0, not \"0\""),
      ("interval = 1e3", "f:1: interval takes seconds, more than 0, not \"1e3\""),
      ("fade = 2.5", "f:1: fade takes a whole number from 0 to 60000, not \"2.5\""),
      ("max-pixels = 0", "f:1: max-pixels takes a whole number, 1 or more, not \"0\""),
      (
        "channel = .a",
        "f:1: channel: \".a\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, "
          + "and no dot in front"
      ),
      ("fit", "f:1: \"fit\" lacks its value: write fit = shrink, or whatever it is to be"),
      (
        "caption = # {file}",
        "f:1: caption is set to nothing: a # and a blank begin a comment, unless in \"\""
      ),
      (
        "fit = #none", "f:1: fit takes shrink, fit, fill or none, not \"#none\"; did you mean none?"
      ),

      ("title = a\u{1B}[2J", "f:1: this line has control characters in it"),
      ("title = \0", "f:1: this line has control characters in it"),
      (
        "fit = fit\nfit = fill", "f:2: fit is set in line 1 already; this line counts"
      ),
      (
        "[channel cam]\nchannel = b",
        "f:2: channel has no place in [channel NAME], which is about one already"
      ),
      (
        "[wrong]\nfit = nonsense\n[channel c]",
        "f:1: [wrong] is not a section; there are [keys] and [channel NAME]; "
          + "the lines below it are passed over"
      ),
      ("config = x", "f:1: config is not a setting; shmview --print-config prints all there are"),
    ])
  func wrong(line: String, problem: String) {
    let read = text("\(line)\n[channel other]\nstale = 3")
    #expect(problems(read) == [problem])
    #expect(read.entries.last?.key == "stale")
  }

  @Test("a line that is not UTF-8 costs itself alone")
  func bytes() {
    let read = SettingsText(Array("fit = fill\ntitle = ".utf8) + [0xFF, 0x0A], of: "f")
    #expect(entries(read) == ["fit=fill@1"])
    #expect(problems(read) == ["f:2: this line is not UTF-8"])
  }

  @Test("of a key twice the later line counts; lists take both; sections are apart")
  func twice() {
    let read = text("fit = fit\ninclude = a\nfit = fill\ninclude = b\n[channel c]\nfit = none")
    #expect(entries(read) == ["include=a@2", "fit=fill@3", "include=b@4", "fit=none@6"])
  }

  @Test("no- in front turns a flag round, and nothing else")
  func turned() {
    #expect(entries(text("no-shm = yes\nno-fullscreen = no")) == ["shm=no@1", "fullscreen=yes@2"])
    #expect(problems(text("no-fit = yes")).count == 1)
  }

  @Test("what a program has against a value is said with the key")
  func program() {
    let read = SettingsText("geometry = x".utf8, of: "f") { $0.name + " cannot be " + $1 }
    #expect(problems(read) == ["f:1: geometry: geometry cannot be x"])
  }

  @Test("all mistakes are told in the order of the lines, those of a whole file at its end")
  func order() {
    let files = ["a", "b"].map { SettingsText("".utf8, of: $0) }
    let places = [("b", 2), ("a", nil), ("a", 9), ("b", 1), ("a", 3), ("a", 3)] as [(String, Int?)]
    let problems = places.enumerated().map { index, place in
      SettingsProblem(place: SettingsPlace(file: place.0, line: place.1), words: "\(index)")
    }
    #expect(
      SettingsProblem.sorted(problems, of: files).map(\.words) == ["4", "5", "2", "1", "3", "0"])
  }

  @Test("of very many wrong lines twenty are told, and their number")
  func many() {
    let lines = SettingsProblem.lines(text(String(repeating: "x\n", count: 1000)).problems)
    #expect(lines.count == 21 && lines.last == "f: 980 more lines are wrong")
  }

  @Test("thousands of wrong, long and repeated lines take no time that anybody would notice")
  func large() {
    let lines = (0..<8_000).map { "k\($0 % 7)x = 1" } + [String(repeating: "y", count: 30_000)]
    #expect(text(lines.joined(separator: "\n")).problems.count == 8_001)
    let keys = "[keys]\n" + String(repeating: "q = quit\n", count: 7_000)
    #expect(text(keys).entries.count == 1)
  }

  @Test("whatever the bytes are, nothing but lines is lost")
  func random() {
    var generator = SeededGenerator(seed: 18)
    let pieces = [
      "[", "]", "=", "\"", "'", "#", "\\", "\n", "\r", " ", "fit", "keys", "channel", "é",
    ]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).flatMap { _ -> [UInt8] in
        Bool.random(using: &generator)
          ? Array(pieces.randomElement(using: &generator)?.utf8 ?? "".utf8)
          : [UInt8.random(in: 0...255, using: &generator)]
      }
      let read = SettingsText(bytes + Array("\n[channel c]\nstale = 3".utf8), of: "f")
      #expect(read.entries.last?.key == "stale", "\(bytes)")
    }
  }
}
