import Pixels
import ScreenText
import ViewerCore

/// Lays texts out, and keeps those of the panels that were painted last: of a panel in which one
/// number counts, only that is laid out again.
final class TextCache {
  private struct Key: Hashable {
    let text: String
    let style: TextStyle
    let room: Int?
    let overflow: TextOverflow
  }

  private let painter: TextPainter
  private var blocks: [Key: TextBlock] = [:]
  private var used: Set<Key> = []
  /// More than the largest panel has texts.
  private static let limit = 512

  init(_ painter: TextPainter) { self.painter = painter }

  /// One line of text in that style, cut where it is longer than `room`.
  func block(
    _ text: String, _ style: TextStyle, room: Int? = nil, _ overflow: TextOverflow = .cutEnd
  ) -> TextBlock {
    let key = Key(text: text, style: style, room: room, overflow: overflow)
    used.insert(key)
    if let known = blocks[key] { return known }
    var block = painter.block(text, style)
    // Uncut where it fits: a width makes lines that run from right to left stand at its far end.
    if let room, block.size.width > room || text.contains(where: \.isNewline) {
      block = painter.block(text, style, width: max(1, room), overflow)
    }
    blocks[key] = block
    return block
  }

  /// Forgets what has not been asked for since the last call, once there is much of it.
  func prune() {
    if blocks.count > Self.limit { blocks = blocks.filter { used.contains($0.key) } }
    used.removeAll(keepingCapacity: true)
  }

  /// Draws texts over a picture of premultiplied pixels.
  func draw(
    _ texts: [(block: TextBlock, x: Int, y: Int)], on sheets: [(TextSheet, PixelRect)],
    over picture: inout Bitmap
  ) {
    painter.draw(texts, on: sheets, over: &picture)
  }
}
