import CX11
import Pixels

/// What the window shows while there is no frame: bars, and text over them.
final class WaitingScreen {
  /// What was drawn last.
  private(set) var drawn: Overlay?

  private let window: Window
  private let painter: OverlayPainter

  /// A screen for that window.
  init(window: Window, painter: OverlayPainter) {
    (self.window, self.painter) = (window, painter)
  }

  /// Draws the whole window, each pixel once, so that nothing flickers.
  func draw(_ overlay: Overlay) {
    let size = window.size
    let area = painter.extent(of: overlay, in: size)
    window.fill(PixelRect(size).subtracting(area), Window.barColour)
    if !area.isEmpty && !put(overlay, area, size) { window.fill([area], Window.barColour) }
    window.painted = PixelRect(size)
    drawn = overlay
  }

  /// Whether there was memory for it.
  private func put(_ overlay: Overlay, _ area: PixelRect, _ size: Size) -> Bool {
    // Only the pages that are written take memory.
    guard var picture = try? Bitmap(width: size.width, height: size.height) else { return false }
    let layout = PixelLayout(width: size.width, height: size.height)
    picture.withUnsafeMutableBytes { bytes in
      var span = bytes.mutableBytes
      fill(area, with: Backdrop.dark.bars, in: &span, layout: layout)
      painter.paint(overlay, into: &span, layout: layout, clip: area)
      var image = XImage(rows: size.height, rowStride: layout.rowStride)
      XInitImage(&image)
      image.data = bytes.bindMemory(to: CChar.self).baseAddress
      XPutImage(
        window.display.connection, window.id, window.context, &image, CInt(area.x), CInt(area.y),
        CInt(area.x), CInt(area.y), CUnsignedInt(area.width), CUnsignedInt(area.height))
    }
    return true
  }
}
