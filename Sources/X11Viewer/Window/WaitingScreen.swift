import CX11
import Pixels
import ShmChannel
import ViewerCore

/// What the window shows while there is no frame: bars, and text over them.
final class WaitingScreen {
  private let window: Window
  private let painter: OverlayPainter

  /// A screen for that window.
  init(window: Window, painter: OverlayPainter) {
    (self.window, self.painter) = (window, painter)
  }

  /// Draws the whole window, each pixel once, so that nothing flickers.
  func draw(_ overlay: Overlay) {
    let size = window.size
    let parts = painter.parts(of: overlay, in: size)
    let bars = parts.reduce([PixelRect(size)]) { bars, part in
      bars.flatMap { $0.subtracting(part.intersection($0)) }
    }
    window.fill(bars, Window.barColour)
    if !parts.isEmpty && !put(overlay, parts, size) { window.fill(parts, Window.barColour) }
  }

  /// Whether there was memory for it.
  private func put(_ overlay: Overlay, _ parts: [PixelRect], _ size: Size) -> Bool {
    // Only the pages that are written take memory.
    guard var picture = try? Bitmap(width: size.width, height: size.height) else { return false }
    let layout = picture.layout
    picture.withUnsafeMutableBytes { bytes in
      var span = bytes.mutableBytes
      for part in parts { fill(part, with: Backdrop.dark.bars, in: &span, layout: layout) }
      painter.paint(overlay, into: &span, layout: layout, clip: PixelRect(size))
    }
    picture.withUnsafeMutableBytes { bytes in
      for part in parts { put(part, of: bytes, rowStride: layout.rowStride) }
    }
    return true
  }

  /// Puts a part by an image of its own rows: Xlib counts an image's bytes in 32 bits with sign
  /// (PutImage.c), and the largest window has more.
  private func put(_ part: PixelRect, of bytes: UnsafeMutableRawBufferPointer, rowStride: Int) {
    var image = XImage(rows: part.height, rowStride: rowStride)
    XInitImage(&image)
    image.data = bytes.baseAddress.map {
      ($0 + part.y * rowStride).assumingMemoryBound(to: CChar.self)
    }
    XPutImage(
      window.display.connection, window.id, window.context, &image, CInt(part.x), 0,
      CInt(part.x), CInt(part.y), CUnsignedInt(part.width), CUnsignedInt(part.height))
  }
}
