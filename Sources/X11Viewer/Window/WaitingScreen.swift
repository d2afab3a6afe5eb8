import Composing
import CX11
import Pixels
import ViewerCore

/// What the window shows while there is no frame: bars, and text over them.
final class WaitingScreen {
  private let window: Canvas
  private let painter: OverlayPainter

  /// A screen for that window.
  init(window: Canvas, painter: OverlayPainter) {
    (self.window, self.painter) = (window, painter)
  }

  /// Draws the whole window, each pixel once, so that nothing flickers.
  func draw(_ overlay: Overlay) {
    let size = window.upright
    if let cover = overlay.cover {
      return self.cover([PixelRect(size)], window.pixel(cover))
    }
    let parts = painter.parts(of: overlay, in: size)
    let bars = Self.without(parts, PixelRect(size))
    let edges = painter.edges(of: overlay, in: size)
    cover(bars.flatMap { bar in Self.without(edges, bar) }, window.barColour)
    if let edge = overlay.edge {
      let free = edges.flatMap { Self.without(parts, $0) }
      cover(free, window.pixel(edge))
    }
    if !parts.isEmpty && !put(overlay, parts, size) { cover(parts, window.barColour) }
  }

  /// Fills what stands there upright.
  private func cover(_ parts: [PixelRect], _ colour: UInt) {
    window.fill(parts.map { window.rotation.window($0, of: window.upright) }, colour)
  }

  private static func without(_ others: [PixelRect], _ rectangle: PixelRect) -> [PixelRect] {
    others.reduce([rectangle]) { rest, other in
      rest.flatMap { $0.subtracting(other.intersection($0)) }
    }
  }

  /// Whether there was memory for it.
  private func put(_ overlay: Overlay, _ parts: [PixelRect], _ size: Size) -> Bool {
    // Only the pages that are written take memory.
    guard
      let buffer = try? WindowBuffer(for: size, in: window)
    else { return false }
    buffer.withDisplayRows { bytes in
      for part in parts { fill(part, with: window.bars, in: &bytes, layout: size.layout) }
      painter.paint(overlay, into: &bytes, layout: size.layout, clip: PixelRect(size))
    }
    for part in parts {
      buffer.encode(part, in: size)
      buffer.withRows(from: part, in: size, put)
    }
    return true
  }

  /// Puts a part by an image of its own rows: Xlib counts an image's bytes in 32 bits with sign
  /// (PutImage.c), and the largest window has more.
  private func put(_ bytes: UnsafeRawBufferPointer, _ rowStride: Int, at part: PixelRect) {
    var image = XImage(rows: part.height, rowStride: rowStride, as: window.format)
    XInitImage(&image)
    // Xlib only reads it (PutImage.c).
    image.data = UnsafeMutablePointer(
      mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
    let place = window.place(part.x, part.y)
    XPutImage(
      window.display.connection, window.target, window.context, &image, 0, 0, CInt(place.x),
      CInt(place.y), CUnsignedInt(part.width), CUnsignedInt(part.height))
  }
}
