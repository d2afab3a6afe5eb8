import ScreenText
import ViewerCore

/// A guide's rows in columns, on as few pages as have room for them.
struct GuidePages {
  /// The columns of each page; none where not even one row has room.
  let pages: [[PanelColumn]]
  /// Of the letters.
  let points: Double

  private let measures: PanelMeasures
  private let text: TextCache

  /// Lays out all of the rows, on one page in letters as large as can be.
  init(_ rows: [Panel.Row], _ measures: PanelMeasures, by text: TextCache) {
    (self.measures, self.text) = (measures, text)
    for points in PanelMeasures.guidePoints {
      let layout = GuideLayout(points: points, measures: measures, text: text)
      if let columns = layout.onePage(of: rows) {
        (pages, self.points) = ([columns], points)
        return
      }
    }
    let best = Self.severalPages(of: rows, measures, by: text)
    (pages, points) = (best.pages, best.points)
  }

  /// As few pages as can be; of those rather such that no group is torn apart, and with larger
  /// letters.
  private static func severalPages(
    of rows: [Panel.Row], _ measures: PanelMeasures, by text: TextCache
  ) -> (pages: [[PanelColumn]], points: Double) {
    let layouts = PanelMeasures.guidePoints.map {
      GuideLayout(points: $0, measures: measures, text: text)
    }
    // Rows of several lines are for where the smallest letters are too wide.
    let unbroken = layouts.filter { $0.column(of: rows).size.width <= measures.room.width }
    let choice = unbroken.isEmpty ? Array(layouts.suffix(1)) : unbroken
    let all = [true, false].flatMap { keepsGroups in
      choice.map { (pages: $0.severalPages(of: rows, keepsGroups: keepsGroups), points: $0.points) }
    }
    return all.min { $0.pages.count < $1.pages.count } ?? ([], PanelMeasures.smallestPoints)
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
