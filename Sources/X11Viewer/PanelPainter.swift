import Pixels
import ScreenText

/// Draws panels for windows of any size, at one resolution.
final class PanelPainter {
  private let text: TextCache
  private let scale: Double

  /// - Throws: `TextError` where there is nothing to draw text with.
  init(resolution: Double) throws(TextError) {
    text = TextCache(try TextPainter(dotsPerInch: resolution))
    scale = resolution / TextResolution.standard
  }

  /// The panel, as much of it as has room; nil where nothing has.
  func paint(_ panel: Panel, in window: Size) -> PaintedPanel? {
    defer { text.prune() }
    let measures = PanelMeasures(scale: scale, window: window)
    if panel.kind == .plain { return paintPlain(panel, measures) }
    let columns = panel.kind == .guide ? guide(panel, measures) : [notes(panel, measures)]
    guard columns.contains(where: { $0.count > 0 }) else { return nil }
    return draw(columns, panel, measures)
  }

  private func paintPlain(_ panel: Panel, _ measures: PanelMeasures) -> PaintedPanel? {
    let room = measures.window.width - 2 * measures.textMargin
    guard let row = panel.rows.first, room > 0 else { return nil }
    let overflow = row.keepsEnd ? TextOverflow.cutMiddle : .cutEnd
    let block = text.block(row.value, PanelMeasures.plain, room: room, overflow)
    let size = Size(width: block.size.width, height: block.size.height)
    return picture(of: [(block, 0, 0)], on: nil, size, panel.place, measures)
  }

  private func notes(_ panel: Panel, _ measures: PanelMeasures) -> PanelColumn {
    PanelColumn(
      panel.rows, points: PanelMeasures.points, room: measures.room, measures, by: text)
  }

  private func draw(
    _ columns: [PanelColumn], _ panel: Panel, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    let padding = measures.padding
    var texts: [(block: TextBlock, x: Int, y: Int)] = []
    var width = 0
    for column in columns {
      if width > 0 { width += measures.columnGap }
      texts += column.texts(atX: padding.across + width, y: padding.up)
      width += column.size.width
    }
    let step = measures.widthStep
    let even = min((width + step - 1) / step * step, max(width, measures.room.width))
    let height = columns.map(\.size.height).max() ?? 0
    let size = Size(width: even + 2 * padding.across, height: height + 2 * padding.up)
    return picture(of: texts, on: measures.sheet, size, panel.place, measures)
  }

  private func picture(
    of texts: [(block: TextBlock, x: Int, y: Int)], on sheet: TextSheet?, _ size: Size,
    _ place: Panel.Place, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    // Without memory for it there is no panel, but still a picture.
    guard var picture = try? Bitmap(width: max(1, size.width), height: max(1, size.height)) else {
      return nil
    }
    text.draw(texts, on: sheet, over: &picture)
    return PaintedPanel(picture, at: place.corner(of: size, measures))
  }
}

/// A guide's columns.
extension PanelPainter {
  /// As large as all rows have room, in as few columns; else what has room in the smallest letters.
  private func guide(_ panel: Panel, _ measures: PanelMeasures) -> [PanelColumn] {
    for points in [PanelMeasures.points] + PanelMeasures.smallerPoints {
      for count in 1...4 {
        let columns = columns(panel.rows, count, points: points, measures)
        if fits(columns, panel.rows.count, measures) { return columns }
      }
    }
    let points = PanelMeasures.smallerPoints.last ?? PanelMeasures.points
    let column = PanelColumn(panel.rows, points: points, room: measures.room, measures, by: text)
    if column.count == panel.rows.count || column.count == 0 { return [column] }
    // The last row says that there are more.
    let rows = panel.rows.prefix(column.count - 1) + [Panel.Row(value: "… shmview --help")]
    return [PanelColumn(rows, points: points, room: measures.room, measures, by: text)]
  }

  private func columns(
    _ rows: [Panel.Row], _ count: Int, points: Double, _ measures: PanelMeasures
  ) -> [PanelColumn] {
    let unlimited = Size(width: 1 << 20, height: 1 << 20)
    let length = (rows.count + count - 1) / count
    return stride(from: 0, to: rows.count, by: max(1, length)).map { start in
      PanelColumn(
        rows[start..<min(rows.count, start + length)], points: points, room: unlimited, measures,
        by: text)
    }
  }

  private func fits(_ columns: [PanelColumn], _ count: Int, _ measures: PanelMeasures) -> Bool {
    let width = columns.map(\.size.width).reduce(0, +) + (columns.count - 1) * measures.columnGap
    let height = columns.map(\.size.height).max() ?? 0
    return width <= measures.room.width && height <= measures.room.height
  }
}

extension Panel.Place {
  /// The top left corner of a panel of that size there.
  fileprivate func corner(of size: Size, _ measures: PanelMeasures) -> (x: Int, y: Int) {
    let (window, margin) = (measures.window, measures.margin)
    switch self {
    case .topLeft: return (margin, margin)
    case .topRight: return (max(margin, window.width - margin - size.width), margin)
    case .bottomLeft: return (margin, max(margin, window.height - margin - size.height))
    case .middle: return ((window.width - size.width) / 2, (window.height - size.height) / 2)
    }
  }
}
