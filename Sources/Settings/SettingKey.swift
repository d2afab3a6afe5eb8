private import ShmChannel

/// What can be set: it has the name of the long option that says the same for one run.
package struct SettingKey: Hashable, Sendable {
  package let name: String
  package let kind: SettingKind
  /// What holds where nothing is set, as a file would say it; nil where that is nothing.
  package let standard: String?
  /// The option's short name.
  package let short: Character?

  private init(
    _ name: String, _ kind: SettingKind, _ standard: String? = nil, short: Character? = nil
  ) {
    self.name = name
    self.kind = kind
    self.standard = kind == .flag ? standard ?? "no" : standard
    self.short = short
  }

  /// Which channel is meant where none is named; both programs know it.
  package static let channel = SettingKey("channel", .channel, "default")

  /// When the screen of a slideshow is on.
  package static let hours = SettingKey("hours", .text)

  /// What a slideshow shows.
  package static let pictures = SettingKey("slideshow", .paths)

  /// Every option of `shmview`.
  package static let viewer = [
    channel,
    pictures,
    SettingKey("if-none", .flag),
    SettingKey("all", .flag),
    SettingKey("grid", .text),
    SettingKey("geometry", .text),
    SettingKey("fit", .choice(["shrink", "fit", "fill", "none"]), "shrink"),
    SettingKey("range", .text),
    SettingKey("color-table", .choice(["none", "viridis", "turbo", "magma", "twilight"])),
    SettingKey("transfer", .choice(["auto", "linear", "srgb"]), "auto"),
    SettingKey("history", .whole(0...Int(Channel.maximumHistory)), "0"),
    SettingKey("hold-on-touch", .flag),
    SettingKey("send-keys", .flag),
    SettingKey("stale", .seconds),
    SettingKey("caption", .text),
    SettingKey(
      "caption-corner", .choice(["top-left", "top-right", "bottom-left", "bottom-right"]),
      "bottom-left"),
    SettingKey("caption-size", .whole(6...144), "14"),
    SettingKey("background", .text),
    SettingKey("rotate", .choice(["0", "90", "180", "270"]), "0"),
    SettingKey("info", .flag, short: "i"),
    SettingKey("color-bar", .flag),
    SettingKey("histogram", .flag),
    SettingKey("fullscreen", .flag, short: "f"),
    SettingKey("monitor", .text),
    SettingKey("visual", .text),
    SettingKey("display-profile", .text, "auto"),
    SettingKey("sync", .choice(["off", "vblank"]), "off"),
    SettingKey("inhibit", .choice(["auto", "always", "never"]), "auto"),
    SettingKey("quiet-screen", .flag),
    SettingKey("title", .text),
    SettingKey("shm", .flag, "yes"),
    SettingKey("stats", .flag),
    SettingKey("snapshot", .path),
  ]

  /// Every option of `shmshare slideshow` but the channel.
  package static let slideshow = [
    SettingKey("interval", .seconds, "5", short: "t"),
    SettingKey("sort", .choice(["natural", "name", "mtime", "exif", "size"]), "natural"),
    SettingKey("reverse", .flag),
    SettingKey("shuffle", .flag, short: "z"),
    SettingKey("start-at", .path),
    SettingKey("once", .flag),
    SettingKey("newest", .flag),
    SettingKey("fade", .whole(0...60_000), "0"),
    SettingKey("max-play", .seconds),
    hours,
    SettingKey("recursive", .flag, short: "r"),
    SettingKey("follow", .flag),
    SettingKey("hidden", .flag),
    SettingKey("include", .texts),
    SettingKey("exclude", .texts),
    SettingKey("prefer", .choice(["jpeg", "raw"]), "jpeg"),
    SettingKey("filelist", .path),
    SettingKey("poll", .seconds, "2"),
    SettingKey("max-memory", .whole(268_435_456 ... .max), "4294967296"),
    SettingKey("max-seconds", .seconds, "30"),
    SettingKey("max-pixels", .whole(1 ... .max)),
    SettingKey("depth", .choice(["keep", "8"]), "8"),
    SettingKey("embedded-profile", .choice(["convert", "ignore"]), "convert"),
    SettingKey("shrink", .flag, "yes"),
    SettingKey("replace", .flag),
  ]

  /// All that a file may set.
  package static let all = viewer + slideshow

  /// The key of that name, or of the name behind `no-`, which turns a flag round.
  static func named(_ name: String) -> (key: SettingKey, isTurned: Bool)? {
    if let key = all.first(where: { $0.name == name }) { return (key, false) }
    guard name.hasPrefix("no-"),
      let key = all.first(where: { $0.kind == .flag && $0.name == name.dropFirst(3) })
    else { return nil }
    return (key, true)
  }

  /// A value that it may have.
  var example: String? { kind == .flag ? "yes" : standard ?? kind.example }

  /// The options that say that value; none for no value.
  package func arguments(_ value: String) -> [String] {
    if value.isEmpty { return [] }
    guard kind == .flag else { return ["--\(name)=\(value)"] }
    if SettingKind.flag(value) == SettingKind.flag(standard ?? "no") { return [] }
    return [standard == "yes" ? "--no-\(name)" : "--\(name)"]
  }
}
