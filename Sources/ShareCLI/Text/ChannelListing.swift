private import PlainJSON
internal import ShmChannel
internal import ShmShow

/// What `list` prints.
enum ChannelListing {
  /// A table for people, which ends in a line feed.
  static func table(_ channels: [ListedChannel]) -> String {
    // Most people have no slideshow, and need no column for it.
    let hasShows = channels.contains { $0.show != nil }
    let show = TextTable.Column(title: "SHOW", isNumber: false)
    let columns: [TextTable.Column] = [
      .init(title: "CHANNEL", isNumber: false), .init(title: "GENERATION", isNumber: true),
      .init(title: "SIZE", isNumber: true), .init(title: "AGE", isNumber: true),
      .init(title: "VIEWERS", isNumber: true), .init(title: "MEMORY", isNumber: true),
    ]
    let title = TextTable.Column(title: "TITLE", isNumber: false)
    return TextTable.lines(
      columns + (hasShows ? [show] : []) + [title],
      channels.map { channel in
        cells(channel.channel) + (hasShows ? [channel.show.map(cell) ?? "-"] : [])
          + [channel.channel.frame.map { Title.sanitized($0.title) } ?? "(no frame yet)"]
      })
  }

  /// A JSON array with one object a channel.
  static func json(_ channels: [ListedChannel]) -> String {
    JSONText.array(channels.map(object))
  }

  /// A time as a person would say it: the largest unit that fits.
  static func age(_ duration: Duration) -> String {
    let seconds = max(.zero, duration).components.seconds
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7_200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3_600) h"
    default: "\(seconds / 86_400) d"
    }
  }

  /// Bytes as a person would say them: decimal units, one place.
  static func size(bytes: Int) -> String {
    var tenths = bytes * 10
    for unit in ["B", "kB", "MB"] {
      if tenths < 10_000 { return text(tenths, unit) }
      tenths = (tenths + 500) / 1_000
    }
    return text(tenths, "GB")
  }

  private static func text(_ tenths: Int, _ unit: String) -> String {
    unit == "B" ? "\(tenths / 10) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}

extension ChannelListing {
  private static func cells(_ channel: ChannelSummary) -> [String] {
    let frame = channel.frame
    return [
      channel.name.string, "\(channel.generation.rawValue)",
      frame.map { "\($0.width)x\($0.height)" } ?? "-", channel.age.map(age) ?? "-",
      "\(channel.viewers.count)", size(bytes: channel.allocatedByteCount),
    ]
  }

  /// The show's position, state and directory, of which the end tells most.
  private static func cell(_ show: ShowStatus) -> String {
    let directory = show.directory
    let end = directory.count > 40 ? "…" + directory.suffix(39) : directory
    return "\(show.position)/\(show.count) \(word(for: show)) \(end)"
  }

  private static func word(for show: ShowStatus) -> String {
    guard show.isRunning else { return "killed" }
    return switch show.state {
    case .waiting: "waiting"
    case .playing: "playing"
    case .paused: "paused"
    case .off: "off"
    }
  }

  private static func object(_ listed: ListedChannel) -> String {
    let channel = listed.channel
    let frame = channel.frame
    return JSONText.object([
      "channel": JSONText.string(channel.name.string),
      "generation": "\(channel.generation.rawValue)",
      "width": frame.map { "\($0.width)" } ?? "null",
      "height": frame.map { "\($0.height)" } ?? "null",
      "age_seconds": channel.age.map(JSONText.seconds) ?? "null",
      "title": frame.map { JSONText.string($0.title) } ?? "null",
      "format": frame.map { JSONText.string($0.format.name) } ?? "null",
      "range": frame?.caption.range.map(array) ?? "null",
      "color_table": frame?.caption.colorTable.map { JSONText.string($0.name) } ?? "null",
      "transfer": frame.map { JSONText.string($0.caption.transfer.name) } ?? "null",
      "captured": frame?.caption.capturedAt.map(JSONText.seconds) ?? "null",
      "details": frame.map { JSONText.string($0.caption.details) } ?? "null",
      "viewers": JSONText.array(channel.viewers.map(object)),
      "frames": "\(channel.frameCount)",
      "bytes": "\(channel.allocatedByteCount)",
      "history": "\(channel.history)",
      "show": listed.show.map(object) ?? "null",
    ])
  }

  private static func array(_ range: SampleRange) -> String {
    JSONText.array([range.low, range.high].map(SampleRange.text))
  }

  private static func object(_ show: ShowStatus) -> String {
    JSONText.object([
      "pid": "\(show.processID)",
      "state": JSONText.string(word(for: show)),
      "position": "\(show.position)",
      "count": "\(show.count)",
      "directory": JSONText.string(show.directory),
      "next_change": show.nextChange.map(JSONText.seconds) ?? "null",
      "last_change": show.lastChange.map(JSONText.seconds) ?? "null",
      "failures": "\(show.failureCount)",
      "last_failure": text(show.lastFailure),
      "waiting_for": text(show.awaited),
    ])
  }

  private static func text(_ text: String) -> String {
    text.isEmpty ? "null" : JSONText.string(text)
  }

  private static func object(_ viewer: ChannelSummary.Viewer) -> String {
    JSONText.object([
      "name": JSONText.string(viewer.name),
      "pid": "\(viewer.processID)",
      "generation": "\(viewer.generation.rawValue)",
    ])
  }
}
