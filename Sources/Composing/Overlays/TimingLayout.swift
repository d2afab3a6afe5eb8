import Pixels
import ScreenText
import ShmChannel
import ViewerCore

/// Where the parts of a panel of timing stand, and their pixels: the latest frames as columns, above
/// a legend of the stages with what they take.
struct TimingLayout {
  private(set) var parts = PanelParts()
  /// Pixels of straight alpha, and where they go.
  private(set) var pictures: [(pixels: [UInt32], place: PixelRect)] = []
  private(set) var size: Size

  private let width: Int
  private let measures: PanelMeasures
  private let text: TextCache

  /// Nil where the window has no room for it.
  init?(_ face: TimingFace, _ measures: PanelMeasures, by text: TextCache) {
    let width = min(measures.scaleWidth, measures.room.width)
    guard width >= 96 else { return nil }
    self.width = width
    self.measures = measures
    self.text = text
    size = Size(width: width + 2 * measures.padding.across, height: measures.padding.up)
    let count = "\(face.frameCount) frame\(face.frameCount == 1 ? "" : "s")"
    addLine([(face.top, .left), (count, .right)], PanelMeasures.label)
    addColumns(of: face)
    addLine([("p50", .middle), ("p99", .right)], PanelMeasures.label)
    for row in face.rows { addLegend(row) }
    size.height += measures.padding.up
    if size.height > measures.window.height { return nil }
  }

  private enum Column { case left, name, middle, right }

  private mutating func addColumns(of face: TimingFace) {
    let height = measures.histogramHeight
    pictures.append(
      (
        Self.columns(of: face, width: width, height: height),
        PixelRect(x: measures.padding.across, y: size.height, width: width, height: height)
      ))
    size.height += height + measures.rowGap
  }

  private mutating func addLegend(_ row: TimingFace.Row) {
    let (y, side) = (size.height, measures.swatchSide)
    addLine([(row.name, .name), (row.median, .middle), (row.high, .right)], PanelMeasures.value)
    guard let colour = Self.colour(of: row.stage) else { return }
    let lineHeight = size.height - measures.rowGap - y
    let place = PixelRect(
      x: measures.padding.across, y: y + max(0, lineHeight - side) / 2, width: side, height: side)
    pictures.append(([UInt32](repeating: colour, count: side * side), place))
  }

  private mutating func addLine(
    _ texts: [(String, Column)], _ style: (Double) -> TextStyle
  ) {
    var height = 0
    for (words, column) in texts {
      let block = text.block(words, style(PanelMeasures.points), room: width / 3)
      parts.texts.append((block, x(of: block, in: column), size.height))
      height = max(height, block.size.height)
    }
    size.height += height + measures.rowGap
  }

  private func x(of block: TextBlock, in column: Column) -> Int {
    let left = measures.padding.across
    return switch column {
    case .left: left
    case .name: left + measures.swatchSide + measures.labelGap / 2
    case .middle: left + width * 2 / 3 - block.size.width
    case .right: left + width - block.size.width
    }
  }

  /// The newest at the right.
  private static func columns(of face: TimingFace, width: Int, height: Int) -> [UInt32] {
    var pixels = [UInt32](repeating: PanelMeasures.sheetColour, count: width * height)
    for x in 0..<width {
      let index = face.columns.count - 1 - (width - 1 - x) * TimingFace.columnCount / width
      guard index >= 0 else { continue }
      var sum = 0
      for (stage, share) in zip(TimingFace.columnStages, face.columns[index]) {
        let low = sum * height / 255
        sum += Int(share)
        for y in low..<max(low, sum * height / 255) {
          pixels[(height - 1 - y) * width + x] = colour(of: stage) ?? 0
        }
      }
    }
    return pixels
  }

  /// Nil for what has no part of a column.
  private static func colour(of stage: LatencySummary.Stage) -> UInt32? {
    switch stage {
    case .woken: 0xFF3D_A5F4
    case .put: 0xFFFF_B000
    case .executed: 0xFF4C_C38A
    case .presented: 0xFFC0_84FC
    case .commit, .total: nil
    }
  }
}
