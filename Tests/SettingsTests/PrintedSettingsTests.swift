import Settings
import Testing

@Suite("Printed settings") struct PrintedSettingsTests {
  @Test("are a file of settings that says the same")
  func roundTrip() throws {
    var printed = PrintedSettings()
    let title = try #require(SettingKey.all.first { $0.name == "title" })
    let values = ["plain", "C # 1", " spaced ", "\"q\" \\", "'x'", "a#b"]
    for value in values {
      let line = SettingsEntry(.general, "title", value, at: SettingsPlace(file: "f", line: 1))
      printed.add(title, given: nil, lines: [line])
    }
    printed.add(title, given: nil, lines: [])
    let lines = printed.text.split(separator: "\n")
    let read = try lines.map { try SettingsLine($0) }
    #expect(read == values.map { .entry(key: "title", value: $0) } + [.blank])
    #expect(lines.first?.hasSuffix("# f:1") == true && lines.last?.hasSuffix("# default") == true)
  }
}
