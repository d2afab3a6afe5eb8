import CX11

/// A way to draw whose pixels are the channel's own: 32 bits, little-endian 0x00RRGGBB.
struct PixelVisual {
  let visual: UnsafeMutablePointer<CX11::Visual>
  /// Bits of colour in a pixel.
  static let depth: CInt = 24

  /// The screen's default visual if it fits, else any other that does.
  init(of display: Display) throws(ViewerError) {
    guard Self.hasPlainPixels(display), let visual = Self.fitting(display) else {
      throw .noVisual(display: display.name)
    }
    self.visual = visual
  }

  /// A pixel is stored in 32 bits, lowest byte first.
  private static func hasPlainPixels(_ display: Display) -> Bool {
    var count: CInt = 0
    guard XImageByteOrder(display.connection) == LSBFirst,
      let formats = XListPixmapFormats(display.connection, &count)
    else { return false }
    defer { XFree(formats) }
    return UnsafeBufferPointer(start: formats, count: Int(count)).contains {
      $0.depth == depth && $0.bits_per_pixel == 32 && $0.scanline_pad == 32
    }
  }

  private static func fitting(_ display: Display) -> UnsafeMutablePointer<CX11::Visual>? {
    var wanted = XVisualInfo()
    wanted.screen = display.screen
    wanted.depth = depth
    wanted.class = TrueColor
    wanted.red_mask = 0xFF0000
    wanted.green_mask = 0x00FF00
    wanted.blue_mask = 0x0000FF
    let mask =
      VisualScreenMask | VisualDepthMask | VisualClassMask | VisualRedMaskMask
      | VisualGreenMaskMask | VisualBlueMaskMask
    var count: CInt = 0
    guard let found = XGetVisualInfo(display.connection, Int(mask), &wanted, &count) else {
      return nil
    }
    defer { XFree(found) }
    let visuals = UnsafeBufferPointer(start: found, count: Int(count)).map(\.visual)
    let standard = XDefaultVisual(display.connection, display.screen)
    return visuals.first { $0 == standard } ?? visuals.first ?? nil
  }
}
