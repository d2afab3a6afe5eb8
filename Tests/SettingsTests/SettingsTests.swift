import Settings
import ShmChannel
import Testing

@Suite("Settings of several files") struct SettingsTests {
  let files = [
    SettingsText(
      "fit = fill\nstale =\n[channel cam]\nfit = none\n[keys]\nq = next".utf8, of: "own"),
    SettingsText(
      "fit = fit\nstale = 9\ninhibit = never\n[channel cam]\nstale = 4\n[keys]\nq = quit".utf8,
      of: "system"),
  ]

  private func value(_ name: String, _ channel: String?) throws -> String? {
    let settings = Settings(files, channel: try channel.map { try ChannelName($0) })
    let key = try #require(SettingKey.all.first { $0.name == name })
    return settings.lines(of: key).first.map { "\($0.value) \($0.place)" }
  }

  @Test(
    "a channel's part counts more than what is for all, the person's file more than the system's")
  func precedence() throws {
    #expect(try value("fit", "cam") == "none own:4")
    #expect(try value("fit", "other") == "fill own:1")
    #expect(try value("stale", "cam") == "4 system:5")
    #expect(try value("inhibit", nil) == "never system:3")
  }

  @Test("a key without a value takes back what a lesser file says")
  func empty() throws { #expect(try value("stale", nil) == nil) }

  @Test("of two bindings the person's comes last")
  func keys() { #expect(Settings(files, channel: nil).keys.map(\.value) == ["quit", "next"]) }
}
