import Glibc
import Pixels
import ShmChannel
import TestSupport
import Testing
import ViewerCore

@testable import Composing

/// A window's pixels, over which a test has an overlay painted.
struct Canvas: Equatable {
  let size: Size
  /// `0x00RRGGBB`, top row first.
  private(set) var pixels: [UInt32]

  /// A window of one colour.
  init(_ size: Size, _ colour: UInt32) {
    self.size = size
    pixels = Array(repeating: colour, count: size.width * size.height)
  }

  /// A window that a much magnified picture fits into, with the lines and values of its pixels.
  init(_ size: Size, gridOf picture: Picture, hasAlpha: Bool = false, behind: Style.Behind) throws {
    self.init(size, 0)
    let view = View(
      image: Size(width: picture.width, height: picture.height), window: size, look: Look(fit: .fit)
    )
    let style = Style(magnification: .nearest, behind: behind)
    let grid = try #require(PixelGrid(view, style))
    let layout = FrameLayout.display(
      width: picture.width, height: picture.height, hasAlpha: hasAlpha)
    let mapping = DisplayMapping(of: layout.format)
    let window = size.layout
    var composer = FrameComposer()
    composer.backdrop = style.backdrop
    composer.magnification = .nearest
    try picture.pixels.withUnsafeBytes { frame in
      let frame = RawSpan(_unsafeBytes: frame)
      try pixels.withUnsafeMutableBytes { bytes in
        var span = MutableRawSpan(_unsafeBytes: bytes)
        try composer.draw(
          frame, layout: layout, by: mapping, at: view.picture, into: &span, layout: window,
          clip: PixelRect(size))
        PixelGridPainter().paint(
          grid, over: style.backdrop, into: &span, window: window, clip: view.visible
        ) { x, y in
          PixelValue(x: x, y: y, of: frame, layout: layout, by: mapping)
        }
      }
    }
    for index in pixels.indices { pixels[index] &= 0xFF_FFFF }
  }

  /// A picture at its own size, with what marks it.
  init(_ picture: Picture, marked judging: Judging) {
    self.init(Size(width: picture.width, height: picture.height), 0)
    pixels = picture.pixels
    let layout = size.layout
    pixels.withUnsafeMutableBytes { bytes in
      var span = MutableRawSpan(_unsafeBytes: bytes)
      judging.mark(layout.bounds, in: &span, layout: layout, clip: layout.bounds)
    }
    for index in pixels.indices { pixels[index] &= 0xFF_FFFF }
  }

  /// The same with an overlay.
  func painted(_ overlay: Overlay, by painter: OverlayPainter, clip: PixelRect? = nil) -> Canvas {
    var canvas = self
    canvas.pixels.withUnsafeMutableBytes { bytes in
      var span = MutableRawSpan(_unsafeBytes: bytes)
      painter.paint(
        overlay, into: &span, layout: size.layout, clip: clip ?? PixelRect(size))
    }
    for index in canvas.pixels.indices { canvas.pixels[index] &= 0xFF_FFFF }
    return canvas
  }

  subscript(x: Int, y: Int) -> UInt32 { pixels[y * size.width + x] }

  /// The smallest rectangle outside of which this is the same as the other.
  func difference(from other: Canvas) -> PixelRect {
    var found = PixelRect(x: 0, y: 0, width: 0, height: 0)
    for y in 0..<size.height {
      for x in 0..<size.width where self[x, y] != other[x, y] {
        found = found.union(PixelRect(x: x, y: y, width: 1, height: 1))
      }
    }
    return found
  }

  /// Relative luminance of a part's pixels (WCAG 2.1), 0 to 1.
  func luminances(in part: PixelRect) -> [Double] {
    func linear(_ byte: UInt32) -> Double {
      let value = Double(byte & 0xFF) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return (part.y..<part.maxY).flatMap { y in
      (part.x..<part.maxX).map { x in
        let pixel = self[x, y]
        return 0.2126 * linear(pixel >> 16) + 0.7152 * linear(pixel >> 8) + 0.0722 * linear(pixel)
      }
    }
  }
}
