import ScreenText
import ViewerCore

/// Rows of a panel one below the other, labels in front of values, laid out.
struct PanelColumn {
  private struct Line {
    let label: PanelLabel?
    let value: TextBlock
    let isHeading: Bool
    /// Above it, where it is not the first one.
    let gap: Int

    /// Both stand on it.
    var baseline: Int { max(label?.baseline ?? 0, value.baseline) }

    var height: Int {
      let belowLabel = label.map { $0.size.height - $0.baseline } ?? 0
      return baseline + max(belowLabel, value.size.height - value.baseline)
    }
  }

  private var lines: [Line] = []
  private var valueStart = 0
  /// What all of it takes.
  private(set) var size = Size(width: 0, height: 0)

  /// How many rows there are.
  var count: Int { lines.count }

  /// Lays out as many of the rows as have room, each cut to its width, or of several lines.
  init(
    _ rows: some Collection<Panel.Row>, points: Double, room: Size, wraps: Bool = false,
    _ measures: PanelMeasures, by text: TextCache
  ) {
    let labels = labels(of: rows, points: points, room: room, wraps: wraps, measures, by: text)
    for (label, row) in zip(labels, rows) {
      let style = row.isHeading ? PanelMeasures.heading(points) : PanelMeasures.value(points)
      let overflow: TextOverflow = wraps ? .wrap : row.keepsEnd ? .cutMiddle : .cutEnd
      let start = row.isHeading ? 0 : valueStart
      let value = text.block(row.value, style, room: room.width - start, overflow)
      append(
        Line(
          label: label, value: value, isHeading: row.isHeading,
          gap: measures.gap(above: row)))
      if size.height > room.height {
        removeLast()
        break
      }
    }
    // It belongs to what has no room any more.
    while lines.last?.isHeading == true { removeLast() }
  }

  /// The labels of all rows, and where values begin beside them; none where there are values
  /// without them only.
  private mutating func labels(
    of rows: some Collection<Panel.Row>, points: Double, room: Size, wraps: Bool,
    _ measures: PanelMeasures, by text: TextCache
  ) -> [PanelLabel?] {
    let style = PanelMeasures.label(points)
    let labelRoom = wraps ? room.width / 2 : nil
    let labels = rows.map { row -> PanelLabel? in
      if !row.caps.isEmpty {
        return PanelLabel(row.caps, points: points, room: labelRoom, measures, by: text)
      }
      return row.label.isEmpty
        ? nil : PanelLabel(text.block(row.label, style, room: labelRoom, .wrap))
    }
    let width = labels.map { $0?.size.width ?? 0 }.max() ?? 0
    if width > 0 { valueStart = width + measures.labelGap }
    if wraps || room.width - valueStart >= measures.leastValueWidth { return labels }
    valueStart = 0
    return zip(labels, rows).map { label, row in
      // Where there is no value, the label is what there is to say.
      row.value.isEmpty && label != nil
        ? PanelLabel(text.block(row.label, style, room: room.width)) : nil
    }
  }

  private mutating func append(_ line: Line) {
    size.height += line.height + (lines.isEmpty ? 0 : line.gap)
    let start = line.isHeading ? 0 : valueStart
    let valueEnd = line.value.size.width > 0 ? start + line.value.size.width : 0
    size.width = max(size.width, line.label?.size.width ?? 0, valueEnd)
    lines.append(line)
  }

  private mutating func removeLast() {
    guard let line = lines.popLast() else { return }
    size.height -= line.height + (lines.isEmpty ? 0 : line.gap)
  }

  /// Its texts and keys, with the column's top left corner at that place.
  func parts(atX x: Int, y: Int) -> PanelParts {
    var parts = PanelParts()
    var top = y
    for (index, line) in lines.enumerated() {
      if index > 0 { top += line.gap }
      if let label = line.label {
        parts.add(label, atX: x, y: top + line.baseline - label.baseline)
      }
      let start = line.isHeading ? 0 : valueStart
      parts.texts.append((line.value, x + start, top + line.baseline - line.value.baseline))
      top += line.height
    }
    return parts
  }
}

extension PanelMeasures {
  /// What a row keeps clear of the one above it.
  fileprivate func gap(above row: Panel.Row) -> Int {
    if row.isHeading || row.startsGroup { return groupGap }
    return row.caps.isEmpty ? rowGap : capRowGap
  }
}
