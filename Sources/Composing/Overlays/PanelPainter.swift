import Pixels
import ScreenText
import ViewerCore

/// Draws panels for windows of any size, at one resolution.
final class PanelPainter {
  private let text: TextCache
  private let scale: Double
  private let icons = IconCache()

  /// - Throws: `TextError` where there is nothing to draw text with.
  init(resolution: Double) throws(TextError) {
    text = TextCache(try TextPainter(dotsPerInch: resolution))
    scale = resolution / TextResolution.standard
  }

  /// The panel, as much of it as has room; nil where nothing has.
  func paint(
    _ panel: Panel, in window: Size, _ squeeze: PanelSqueeze = .none
  ) -> PaintedPanel? {
    defer { text.prune() }
    let measures = PanelMeasures(scale: scale, window: window, squeeze: squeeze)
    switch panel.kind {
    case .welcome(let isOnLight): return paintWelcome(panel, onLight: isOnLight, measures)
    case .notes: return paintNotes(panel, points: PanelMeasures.points, measures)
    case .caption(let points): return paintNotes(panel, points: Double(points), measures)
    case .scale(let face): return paintScale(face, panel.place, measures)
    case .timing(let face): return paintTiming(face, panel.place, measures)
    case .guide(let page): return paintGuide(panel, page: page, measures)
    }
  }

  private func paintWelcome(
    _ panel: Panel, onLight isOnLight: Bool, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    guard let welcome = WelcomeLayout(panel.rows, onLight: isOnLight, measures, by: text) else {
      return nil
    }
    guard let painted = picture(of: welcome.parts, welcome.size, panel.place, measures) else {
      return nil
    }
    if let icon = welcome.icon { painted.paint(icons.pixels(side: icon.width), at: icon) }
    return painted
  }

  /// Its rows; a single one stands in the middle.
  private func paintNotes(
    _ panel: Panel, points: Double, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    let column = PanelColumn(
      panel.rows, points: points, room: measures.textRoom, measures, by: text)
    if column.count == 0 { return nil }
    let size = sheetSize(around: column.size, measures)
    let spare = size.width - 2 * measures.padding.across - column.size.width
    let x = measures.padding.across + (column.count == 1 ? spare / 2 : 0)
    return sheet(with: column.parts(atX: x, y: measures.padding.up), size, panel.place, measures)
  }

  private func paintScale(
    _ face: ScaleFace, _ place: Panel.Place, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    guard let layout = ScaleLayout(face, measures, by: text) else { return nil }
    return sheet(with: layout.stack, place, measures)
  }

  private func paintTiming(
    _ face: TimingFace, _ place: Panel.Place, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    guard let layout = TimingLayout(face, measures, by: text) else { return nil }
    return sheet(with: layout.stack, place, measures)
  }

  private func paintGuide(
    _ panel: Panel, page: Int, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    let guide = GuidePages(panel.rows, measures, by: text)
    if guide.pages.isEmpty { return nil }
    let page = min(max(0, page), guide.pages.count - 1)
    let (size, padding) = (sheetSize(around: guide.size, measures), measures.padding)
    var parts = PanelParts()
    var x = padding.across
    for column in guide.pages[page] {
      parts.add(column.parts(atX: x, y: padding.up))
      x += column.size.width + measures.columnGap
    }
    if let footer = guide.footer(of: page) {
      let y = size.height - padding.up - footer.size.height
      parts.texts.append((footer, size.width - padding.across - footer.size.width, y))
    }
    return sheet(with: parts, size, panel.place, measures, pageCount: guide.pages.count)
  }

  private func sheetSize(around content: Size, _ measures: PanelMeasures) -> Size {
    let (step, padding) = (measures.widthStep, measures.padding)
    let even = (content.width + step - 1) / step * step
    return Size(
      width: min(even, max(content.width, measures.room.width)) + 2 * padding.across,
      height: content.height + 2 * padding.up)
  }

  /// A sheet with pictures in it.
  private func sheet(
    with stack: PanelStack, _ place: Panel.Place, _ measures: PanelMeasures
  ) -> PaintedPanel? {
    let painted = sheet(with: stack.parts, stack.size, place, measures)
    for (pixels, rect) in stack.pictures { painted?.paint(pixels, at: rect) }
    return painted
  }

  private func sheet(
    with parts: PanelParts, _ size: Size, _ place: Panel.Place, _ measures: PanelMeasures,
    pageCount: Int = 1
  ) -> PaintedPanel? {
    picture(of: parts, on: measures.sheet, size, place, measures, pageCount: pageCount)
  }

  private func picture(
    of parts: PanelParts, on sheet: TextSheet? = nil, _ size: Size, _ place: Panel.Place,
    _ measures: PanelMeasures, pageCount: Int = 1
  ) -> PaintedPanel? {
    // Without memory for it there is no panel, but still a picture.
    guard var picture = try? Bitmap(width: max(1, size.width), height: max(1, size.height)) else {
      return nil
    }
    let sheets =
      (sheet.map { [($0, PixelRect(size))] } ?? []) + parts.keys.map { (measures.cap, $0) }
    text.draw(parts.texts, on: sheets, over: &picture)
    return PaintedPanel(
      picture, at: place.corner(of: size, measures), pageCount: pageCount)
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
    case .bottomRight:
      return (
        max(margin, window.width - margin - size.width),
        max(margin, window.height - margin - size.height)
      )
    case .middle: return ((window.width - size.width) / 2, (window.height - size.height) / 2)
    }
  }
}
