import Pixels
import ScreenText
import ViewerCore

/// What stands below each other in a panel that has pictures: graphs, and their words.
struct PanelStack {
  private(set) var parts = PanelParts()
  /// Pixels of straight alpha, and where they go.
  private(set) var pictures: [(pixels: [UInt32], place: PixelRect)] = []
  /// Of the whole panel, so far.
  private(set) var size: Size
  /// Of each graph and row, in pixels.
  let width: Int

  private let measures: PanelMeasures

  /// Nil where the window has no room for a graph of `least` pixels.
  init?(atLeast least: Int, _ measures: PanelMeasures) {
    width = min(measures.scaleWidth, measures.room.width)
    guard width >= least else { return nil }
    self.measures = measures
    size = Size(width: width + 2 * measures.padding.across, height: measures.padding.up)
  }

  /// A graph of the whole width.
  mutating func add(_ pixels: [UInt32], height: Int) {
    let place = PixelRect(x: measures.padding.across, y: size.height, width: width, height: height)
    pictures.append((pixels, place))
    size.height += height + measures.rowGap
  }

  /// A row of texts, each at its distance from the left, and a square of a color at its beginning.
  mutating func add(_ texts: [(block: TextBlock, x: Int)], swatch colour: UInt32? = nil) {
    let height = texts.map(\.block.size.height).max() ?? 0
    for (block, x) in texts {
      parts.texts.append((block, measures.padding.across + x, size.height))
    }
    if let colour {
      let side = measures.swatchSide
      let place = PixelRect(
        x: measures.padding.across, y: size.height + max(0, height - side) / 2, width: side,
        height: side)
      pictures.append(([UInt32](repeating: colour, count: side * side), place))
    }
    size.height += height + measures.rowGap
  }

  /// Adds its lower edge.
  /// - Returns: whether the window has room for all of it.
  mutating func close() -> Bool {
    size.height += measures.padding.up
    return size.height <= measures.window.height
  }
}
