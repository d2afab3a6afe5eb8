import Settings
import ShmChannel
import Testing

@Suite("A line of a file of settings") struct SettingsLineTests {
  @Test(
    "a key and its value, however they are spaced, quoted and remarked upon",
    arguments: [
      ("fit = fill", "fit", "fill"), ("fit=fill", "fit", "fill"),
      ("\tfit\t=\tfill \t", "fit", "fill"),
      ("fit = fill # all of it", "fit", "fill"), ("fit =", "fit", ""), ("fit = # none", "fit", ""),
      ("title = a=b", "title", "a=b"), ("title = C#", "title", "C#"),
      ("background = #102030", "background", "#102030"), ("title = #1 # one", "title", "#1"),
      ("fit = ## all", "fit", ""), ("fit = #", "fit", ""),
      ("title = \"Camera #1 \"", "title", "Camera #1 "), ("title = ' # '  # t", "title", " # "),
      ("title = \"a \\\"b\\\" \\\\ \\n\"", "title", "a \"b\" \\ \\n"),
      ("title = 'C:\\'", "title", "C:\\"), ("title = it's", "title", "it's"),
      ("title = 日本 🎞", "title", "日本 🎞"), ("title = ''", "title", ""),
    ])
  func entry(text: String, key: String, value: String) throws {
    #expect(try SettingsLine(text) == .entry(key: key, value: value))
  }

  @Test(
    "nothing, blanks and comments say nothing", arguments: ["", "  ", "\t", "# fit = fill", "  ;x"])
  func blank(text: String) throws { #expect(try SettingsLine(text) == .blank) }

  @Test("headings begin a section")
  func headings() throws {
    let camera = try ChannelName("cam")
    #expect(try SettingsLine("[keys]") == .heading(.keys))
    #expect(try SettingsLine(" [ channel  cam ] # x") == .heading(.channel(camera)))
  }

  @Test(
    "what is wrong with a heading costs what stands below it",
    arguments: [
      ("[key]", "[key] is not a section; did you mean [keys]?"),
      ("[channell x]", "[channell x] is not a section; did you mean [channel x]?"),
      ("[channels]", "[channels] is not a section; there are [keys] and [channel NAME]"),
      ("[]", "[] is not a section; there are [keys] and [channel NAME]"),
      ("[keys", "[keys is not a section: it lacks its ]"),
      ("[[keys]]", "[[keys]] is not a section; there are [keys] and [channel NAME]"),
      ("[channel]", "[channel] is not a section; there are [keys] and [channel NAME]"),
      (
        "[channel [a]]",
        "\"[a]\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, and no dot in front"
      ),
    ])
  func badHeading(text: String, words: String) {
    #expect(throws: SettingsMistake.section(words)) { try SettingsLine(text) }
  }

  @Test(
    "what is wrong with a line is said",
    arguments: [
      (
        "fullscreen",
        "\"fullscreen\" lacks its value: write fullscreen = yes, or whatever it is to be"
      ),
      ("fit", "\"fit\" lacks its value: write fit = shrink, or whatever it is to be"),
      ("sit # down", "\"sit\" lacks its value: write sit = VALUE, or whatever it is to be"),
      ("fit  fill # all", "\"fit  fill\" lacks its =: write fit = fill"),
      ("= fill", "there is no key in front of the ="),
      ("title = \"a", "the value lacks its closing \""),
      ("title = 'a' b", "\"b\" stands behind the closing '"),
    ])
  func bad(text: String, words: String) {
    #expect(throws: SettingsMistake.line(words)) { try SettingsLine(text) }
  }
}
