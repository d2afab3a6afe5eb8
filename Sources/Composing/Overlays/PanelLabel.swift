import Pixels
import ScreenText
import ViewerCore

/// What stands in front of a row's value, laid out: a word, or keys and buttons.
struct PanelLabel {
  /// Texts, and where they stand in the label.
  private(set) var texts: [(block: TextBlock, x: Int, y: Int)] = []
  /// Where keys are drawn below their texts.
  private(set) var keys: [PixelRect] = []
  /// What all of it takes.
  private(set) var size = Size(width: 0, height: 0)
  /// Rows from its top to the line that the letters of its first line stand on.
  private(set) var baseline = 0

  /// A word.
  init(_ block: TextBlock) {
    texts = [(block, 0, 0)]
    size = Size(width: block.size.width, height: block.size.height)
    baseline = block.baseline
  }

  /// Keys and buttons side by side, in several lines where the room is narrower.
  init(
    _ caps: [KeyCap], points: Double, room: Int?, _ measures: PanelMeasures, by text: TextCache
  ) {
    var (x, y) = (0, 0)
    for cap in caps {
      let block = Self.block(cap, points: points, room: room, measures, by: text)
      let padding = cap.isKey ? measures.capPadding : (across: 0, up: measures.capPadding.up)
      let height = block.size.height + 2 * padding.up
      let width = max(block.size.width + 2 * padding.across, cap.isKey ? height : 0)
      if let room, x > 0, x + width > room { (x, y) = (0, size.height + measures.capGap) }
      if cap.isKey { keys.append(PixelRect(x: x, y: y, width: width, height: height)) }
      texts.append((block, x + (width - block.size.width) / 2, y + padding.up))
      if y == 0 { baseline = max(baseline, padding.up + block.baseline) }
      size = Size(width: max(size.width, x + width), height: max(size.height, y + height))
      x += width + measures.capGap
    }
  }

  /// The sign on the key, if a font has it.
  private static func block(
    _ cap: KeyCap, points: Double, room: Int?, _ measures: PanelMeasures, by text: TextCache
  ) -> TextBlock {
    let style = cap.isKey ? PanelMeasures.value(points) : PanelMeasures.label(points)
    let room = room.map { $0 - (cap.isKey ? 2 * measures.capPadding.across : 0) }
    if let symbol = cap.symbol {
      let block = text.block(symbol, style, room: room)
      if !block.hasUnknownCharacters { return block }
    }
    return text.block(cap.name, style, room: room)
  }
}
