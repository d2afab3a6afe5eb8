import CX11
import Pixels

/// What the window shows while there is no frame: bars, and text over them.
final class WaitingScreen {
  /// What was drawn last.
  private(set) var drawn: Overlay?

  /// Rows that are put at once: Xlib counts an image's bytes in 32 bits with sign (PutImage.c), which
  /// the largest window has more of.
  private static let stripHeight = 1024

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
      for start in stride(from: area.y, to: area.maxY, by: Self.stripHeight) {
        let rows = min(Self.stripHeight, area.maxY - start)
        let strip = PixelRect(x: area.x, y: start, width: area.width, height: rows)
        put(strip, of: bytes, rowStride: layout.rowStride)
      }
    }
    return true
  }

  private func put(_ strip: PixelRect, of bytes: UnsafeMutableRawBufferPointer, rowStride: Int) {
    var image = XImage(rows: strip.height, rowStride: rowStride)
    XInitImage(&image)
    image.data = bytes.baseAddress.map {
      ($0 + strip.y * rowStride).assumingMemoryBound(to: CChar.self)
    }
    XPutImage(
      window.display.connection, window.id, window.context, &image, CInt(strip.x), 0,
      CInt(strip.x), CInt(strip.y), CUnsignedInt(strip.width), CUnsignedInt(strip.height))
  }
}
