import ScreenText

/// Rows of a panel one below the other, labels in front of values, laid out.
struct PanelColumn {
  private struct Line {
    let label: TextBlock?
    let value: TextBlock

    /// Both stand on it.
    var baseline: Int { max(label?.baseline ?? 0, value.baseline) }

    var height: Int {
      let below = max(label.map(Self.descent) ?? 0, Self.descent(value))
      return baseline + below
    }

    private static func descent(_ block: TextBlock) -> Int { block.size.height - block.baseline }
  }

  private var lines: [Line] = []
  private var valueStart = 0
  private let rowGap: Int
  /// What all of it takes.
  private(set) var size = Size(width: 0, height: 0)

  /// How many rows there are.
  var count: Int { lines.count }

  /// Lays out as many of the rows as have room, each cut to its width.
  init(
    _ rows: some Collection<Panel.Row>, points: Double, room: Size, _ measures: PanelMeasures,
    by text: TextCache
  ) {
    rowGap = measures.rowGap
    let style = PanelMeasures.label(points)
    var labels = rows.map { $0.label.isEmpty ? nil : text.block($0.label, style) }
    let labelWidth = labels.map { $0?.size.width ?? 0 }.max() ?? 0
    if labelWidth > 0 { valueStart = labelWidth + measures.labelGap }
    if room.width - valueStart < measures.leastValueWidth {
      valueStart = 0
      labels = zip(labels, rows).map { label, row in
        // Where there is no value, the label is what there is to say.
        row.value.isEmpty && label != nil
          ? text.block(row.label, style, room: room.width) : nil
      }
    }
    for (label, row) in zip(labels, rows) {
      let overflow = row.keepsEnd ? TextOverflow.cutMiddle : .cutEnd
      let value = text.block(
        row.value, PanelMeasures.value(points), room: room.width - valueStart, overflow)
      append(Line(label: label, value: value))
      if size.height > room.height {
        removeLast()
        break
      }
    }
  }

  private mutating func append(_ line: Line) {
    size.height += line.height + (lines.isEmpty ? 0 : rowGap)
    size.width = max(size.width, line.label?.size.width ?? 0, valueStart + line.value.size.width)
    lines.append(line)
  }

  private mutating func removeLast() {
    guard let line = lines.popLast() else { return }
    size.height -= line.height + (lines.isEmpty ? 0 : rowGap)
  }

  /// Its texts, with the column's top left corner at that place.
  func texts(atX x: Int, y: Int) -> [(block: TextBlock, x: Int, y: Int)] {
    var texts: [(block: TextBlock, x: Int, y: Int)] = []
    var top = y
    for line in lines {
      if let label = line.label { texts.append((label, x, top + line.baseline - label.baseline)) }
      texts.append((line.value, x + valueStart, top + line.baseline - line.value.baseline))
      top += line.height + rowGap
    }
    return texts
  }
}
