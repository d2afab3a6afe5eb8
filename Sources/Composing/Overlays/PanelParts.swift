import Pixels
import ScreenText
import ViewerCore

/// What is drawn of a panel, and where in it.
struct PanelParts {
  var texts: [(block: TextBlock, x: Int, y: Int)] = []
  /// The keys that some of the texts stand on.
  var keys: [PixelRect] = []

  mutating func add(_ other: PanelParts) {
    texts += other.texts
    keys += other.keys
  }

  mutating func add(_ label: PanelLabel, atX x: Int, y: Int) {
    texts += label.texts.map { ($0.block, x + $0.x, y + $0.y) }
    keys += label.keys.map { $0.moved(x: x, y: y) }
  }
}
