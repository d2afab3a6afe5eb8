/// The small panels, and what stands in them.
extension Panel {
  /// What a window without a picture waits for, and what one can do about it.
  package static func waiting(
    _ text: String, hints: [String] = [], onLight: Bool = false
  ) -> Panel {
    Panel(
      place: .middle, kind: .welcome(onLight: onLight),
      rows: [Row(value: text, keepsEnd: true)] + hints.map { Row(value: $0) })
  }

  /// Says that the window's picture stays, how many have come since, and which of those that are
  /// still there it is, if one looks back.
  package static func frozen(news: UInt64, _ history: HistoryFace? = nil) -> Panel {
    let words = news > 0 ? "+\(news) new" : ""
    return Panel(
      place: .topRight, kind: .notes,
      rows: [Row(label: "frozen", value: words)] + (history?.rows ?? []))
  }

  /// Says what is seen in place of the frame.
  package static func comparison(_ row: Row) -> Panel {
    Panel(place: .topRight, kind: .notes, rows: [row])
  }

  /// What a person has just done.
  package static func feedback(_ text: String) -> Panel {
    Panel(place: .bottomLeft, kind: .notes, rows: [Row(value: text)])
  }

  /// Says that the channel's show stays at its picture.
  package static let paused = Panel(
    place: .bottomLeft, kind: .notes, rows: [Row(label: "paused", value: "")])

  /// The pixel under the pointer; nil where there is none.
  package static func pixel(_ value: PixelValue?, isCopied: Bool) -> Panel {
    var rows = [Row(label: "Pixel", value: value.map { "\($0.x), \($0.y)" } ?? "–")]
    if let value {
      rows.append(Row(label: value.label, value: value.numbers.joined(separator: " ")))
      if let hex = value.hex { rows.append(Row(label: "Hex", value: hex)) }
    }
    if isCopied { rows.append(Row(value: "copied")) }
    return Panel(place: .bottomLeft, kind: .notes, rows: rows)
  }
}
