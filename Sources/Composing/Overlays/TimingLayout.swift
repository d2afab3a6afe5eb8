import Pixels
import ScreenText
import ShmChannel
import ViewerCore

/// Where the parts of a panel of timing stand, and their pixels: the latest frames as columns,
/// above a legend of the stages with what they take.
struct TimingLayout {
  private(set) var stack: PanelStack

  private let measures: PanelMeasures
  private let text: TextCache

  /// Nil where the window has no room for it.
  init?(_ face: TimingFace, _ measures: PanelMeasures, by text: TextCache) {
    guard let stack = PanelStack(atLeast: 96, measures) else { return nil }
    self.stack = stack
    self.measures = measures
    self.text = text
    let count = "\(face.frameCount) frame\(face.frameCount == 1 ? "" : "s")"
    addLine([(face.top, .left), (count, .right)], PanelMeasures.label)
    let height = measures.histogramHeight
    self.stack.add(Self.columns(of: face, width: stack.width, height: height), height: height)
    addLine([("p50", .middle), ("p99", .right)], PanelMeasures.label)
    for row in face.rows {
      addLine(
        [(row.name, .name), (row.median, .middle), (row.high, .right)], PanelMeasures.value,
        swatch: Self.colour(of: row.stage))
    }
    guard self.stack.close() else { return nil }
  }

  private enum Column { case left, name, middle, right }

  private mutating func addLine(
    _ texts: [(String, Column)], _ style: (Double) -> TextStyle, swatch colour: UInt32? = nil
  ) {
    stack.add(
      texts.map { words, column in
        let block = text.block(words, style(PanelMeasures.points), room: stack.width / 3)
        return (block, x(of: block, in: column))
      }, swatch: colour)
  }

  private func x(of block: TextBlock, in column: Column) -> Int {
    switch column {
    case .left: 0
    case .name: measures.swatchSide + measures.labelGap / 2
    case .middle: stack.width * 2 / 3 - block.size.width
    case .right: stack.width - block.size.width
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
