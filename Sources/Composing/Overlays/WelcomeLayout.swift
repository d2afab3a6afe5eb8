import Pixels
import ScreenText
import ViewerCore

/// The icon and some lines below it, each in the middle of a window that waits.
struct WelcomeLayout {
  /// The lines, and where they stand.
  private(set) var parts = PanelParts()
  /// Where the icon stands, if it has room.
  private(set) var icon: PixelRect?
  let size: Size

  /// Lays out as much as has room: first the icon goes, then the last lines; nil where not even the
  /// first line has any.
  init?(
    _ rows: [Panel.Row], onLight isOnLight: Bool, _ measures: PanelMeasures, by text: TextCache
  ) {
    let room = Size(
      width: measures.window.width - 2 * measures.textMargin,
      height: measures.window.height - 2 * measures.textMargin)
    guard room.width > 0, !rows.isEmpty else { return nil }
    var blocks = rows.enumerated().map { index, row in
      let style =
        index == 0
        ? PanelMeasures.welcome(onLight: isOnLight) : PanelMeasures.hint(onLight: isOnLight)
      let block = text.block(row.value, style, room: room.width, .wrap)
      if block.size.height <= room.height || !row.keepsEnd { return block }
      return text.block(row.value, style, room: room.width, .cutMiddle)
    }
    while blocks.count > 1, Self.height(of: blocks, measures) > room.height { blocks.removeLast() }
    let height = Self.height(of: blocks, measures)
    let iconHeight = measures.iconSide + measures.iconGap
    let hasIcon = height + iconHeight <= room.height && measures.iconSide <= room.width
    let width = max(blocks.map(\.size.width).max() ?? 0, hasIcon ? measures.iconSide : 0)
    size = Size(width: width, height: height + (hasIcon ? iconHeight : 0))
    if hasIcon {
      icon = PixelRect(
        x: (width - measures.iconSide) / 2, y: 0, width: measures.iconSide,
        height: measures.iconSide)
    }
    var y = hasIcon ? iconHeight : 0
    for block in blocks {
      parts.texts.append((block, (width - block.size.width) / 2, y))
      y += block.size.height + measures.welcomeGap
    }
  }

  private static func height(of blocks: [TextBlock], _ measures: PanelMeasures) -> Int {
    blocks.map(\.size.height).reduce(0, +) + max(0, blocks.count - 1) * measures.welcomeGap
  }
}
