import ViewerCore

/// Ways to lay a guide's rows out, in letters of one size.
struct GuideLayout {
  let points: Double
  let measures: PanelMeasures
  let text: TextCache

  /// One below the other, whatever room that takes.
  func column(of rows: some Collection<Panel.Row>) -> PanelColumn {
    let unlimited = Size(width: 1 << 20, height: 1 << 20)
    return PanelColumn(rows, points: points, room: unlimited, measures, by: text)
  }

  /// Columns of whole groups whose shape is nearest to the room's, so that a wide one is used.
  func onePage(of rows: [Panel.Row]) -> [PanelColumn]? {
    var (best, least): ([PanelColumn]?, Double) = (nil, .infinity)
    var limit = 1 << 20
    while let columns = columns(of: rows, notHigherThan: limit) {
      let height = columns.map(\.size.height).max() ?? 0
      let part = part(ofWidth: measures.width(of: columns), height: height)
      if max(part.x, part.y) <= 1, (part * part).sum() < least {
        (best, least) = (columns, (part * part).sum())
      }
      limit = height - 1
    }
    return best
  }

  /// What is taken of the room's width, and of its height.
  private func part(ofWidth width: Int, height: Int) -> SIMD2<Double> {
    let room = measures.room
    guard room.width > 0, room.height > 0 else { return SIMD2(repeating: .infinity) }
    return SIMD2(Double(width) / Double(room.width), Double(height) / Double(room.height))
  }

  private func columns(of rows: [Panel.Row], notHigherThan height: Int) -> [PanelColumn]? {
    var columns: [PanelColumn] = []
    var start = 0
    for group in Self.groups(of: rows) {
      if let last = columns.last {
        let longer = column(of: rows[start..<group.upperBound])
        if longer.size.height <= height {
          columns[columns.count - 1] = longer
          continue
        }
        if last.size.height > height { return nil }
      }
      start = group.lowerBound
      columns.append(column(of: rows[group]))
    }
    return columns.allSatisfy { $0.size.height <= height } ? columns : nil
  }

  /// From each heading to the next.
  private static func groups(of rows: [Panel.Row]) -> [Range<Int>] {
    let starts = rows.indices.filter { $0 == 0 || rows[$0].isHeading }
    return zip(starts, starts.dropFirst() + [rows.count]).map { $0..<$1 }
  }

  /// Columns as high as the room, of rows that take several lines rather than being cut. A row that
  /// has no room alone is left out.
  func severalPages(of rows: [Panel.Row], keepsGroups: Bool) -> [[PanelColumn]] {
    let width = max(1, min(column(of: rows).size.width, measures.room.width))
    let gap = measures.columnGap
    let count = max(1, (measures.room.width + gap) / (width + gap))
    let room = Size(
      width: count > 1 ? width : measures.room.width,
      height: measures.room.height - measures.footerHeight(points, text))
    var columns: [PanelColumn] = []
    var rest = rows[...]
    while !rest.isEmpty {
      var column = column(of: rest, in: room)
      let whole = Self.endOfGroups(in: rest, upTo: rest.startIndex + column.count)
      if keepsGroups, let whole { column = self.column(of: rest[..<whole], in: room) }
      if column.count > 0 { columns.append(column) }
      rest = rest.dropFirst(max(1, column.count))
    }
    return stride(from: 0, to: columns.count, by: count).map { start in
      Array(columns[start..<min(columns.count, start + count)])
    }
  }

  private func column(of rows: ArraySlice<Panel.Row>, in room: Size) -> PanelColumn {
    PanelColumn(rows, points: points, room: room, wraps: true, measures, by: text)
  }

  /// Where the group begins that goes on behind `end`; nil if it is the first one, or ends there.
  private static func endOfGroups(in rows: ArraySlice<Panel.Row>, upTo end: Int) -> Int? {
    guard end < rows.endIndex, !rows[end].isHeading,
      let start = rows[..<end].lastIndex(where: \.isHeading), start > rows.startIndex
    else { return nil }
    return start
  }
}
