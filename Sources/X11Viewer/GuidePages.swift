import ScreenText

/// A guide's rows in columns, on as few pages as have room for them.
struct GuidePages {
  /// The columns of each page; none where not even one row has room.
  let pages: [[PanelColumn]]
  /// Of the letters.
  let points: Double

  private let measures: PanelMeasures
  private let text: TextCache

  /// Lays out all of the rows, in larger letters rather than in fewer columns.
  init(_ rows: [Panel.Row], _ measures: PanelMeasures, by text: TextCache) {
    (self.measures, self.text) = (measures, text)
    for points in PanelMeasures.guidePoints {
      let layout = Layout(points: points, measures: measures, text: text)
      if let columns = layout.onePage(of: rows) {
        (pages, self.points) = ([columns], points)
        return
      }
    }
    let fitting = PanelMeasures.guidePoints.first { points in
      Layout(points: points, measures: measures, text: text).column(of: rows).size.width
        <= measures.room.width
    }
    points = fitting ?? PanelMeasures.smallestPoints
    pages = Layout(points: points, measures: measures, text: text).severalPages(of: rows)
  }

  /// What all pages take, so that they stand at one place.
  var size: Size {
    let height = pages.joined().map(\.size.height).max() ?? 0
    return Size(
      width: pages.map { measures.width(of: $0) }.max() ?? 0,
      height: height + (pages.count > 1 ? measures.footerHeight(points, text) : 0))
  }

  /// Says which page it is, and how to go on; nil for the only one.
  func footer(of page: Int) -> TextBlock? {
    if pages.count < 2 { return nil }
    let action = page + 1 < pages.count ? "next page" : "close"
    return text.block(
      "\(page + 1)/\(pages.count) · ? \(action)", PanelMeasures.label(points),
      room: measures.room.width)
  }
}

/// Ways to lay rows out, in letters of one size.
private struct Layout {
  let points: Double
  let measures: PanelMeasures
  let text: TextCache

  /// One below the other, whatever room that takes.
  func column(of rows: some Collection<Panel.Row>) -> PanelColumn {
    let unlimited = Size(width: 1 << 20, height: 1 << 20)
    return PanelColumn(rows, points: points, room: unlimited, measures, by: text)
  }

  /// As few columns of whole groups as have room, and those as even as they can be.
  func onePage(of rows: [Panel.Row]) -> [PanelColumn]? {
    guard var best = columns(of: rows, notHigherThan: measures.room.height),
      measures.width(of: best) <= measures.room.width
    else { return nil }
    while let height = best.map(\.size.height).max(),
      let next = columns(of: rows, notHigherThan: height - 1), next.count == best.count,
      measures.width(of: next) <= measures.room.width
    {
      best = next
    }
    return best
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
  func severalPages(of rows: [Panel.Row]) -> [[PanelColumn]] {
    let width = max(1, min(column(of: rows).size.width, measures.room.width))
    let gap = measures.columnGap
    let count = max(1, (measures.room.width + gap) / (width + gap))
    let room = Size(
      width: count > 1 ? width : measures.room.width,
      height: measures.room.height - measures.footerHeight(points, text))
    var columns: [PanelColumn] = []
    var rest = rows[...]
    while !rest.isEmpty {
      let column = PanelColumn(
        rest, points: points, room: room, wraps: true, measures, by: text)
      if column.count > 0 { columns.append(column) }
      rest = rest.dropFirst(max(1, column.count))
    }
    return stride(from: 0, to: columns.count, by: count).map { start in
      Array(columns[start..<min(columns.count, start + count)])
    }
  }
}

extension PanelMeasures {
  /// What columns take side by side.
  func width(of columns: [PanelColumn]) -> Int {
    columns.map(\.size.width).reduce(0, +) + max(0, columns.count - 1) * columnGap
  }

  /// What the line below a guide's columns takes, and the space above it.
  func footerHeight(_ points: Double, _ text: TextCache) -> Int {
    groupGap + text.block("1/2", Self.label(points)).size.height
  }
}
