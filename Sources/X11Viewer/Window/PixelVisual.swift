import CX11
import Pixels

/// The visual of the window, and how its pixels are stored.
struct PixelVisual {
  let visual: UnsafeMutablePointer<CX11::Visual>
  let format: WindowFormat

  /// The best of the screen's visuals, as `VisualChoice` has it.
  init(of display: Display) throws(ViewerError) {
    let candidates = Self.candidates(display)
    guard let index = VisualChoice.best(of: candidates.map(\.choice)),
      let format = candidates[index].choice.format
    else { throw .noVisual(display: display.name) }
    visual = candidates[index].visual
    self.format = format
  }

  private typealias Candidate = (
    visual: UnsafeMutablePointer<CX11::Visual>, choice: VisualChoice
  )

  private static func candidates(_ display: Display) -> [Candidate] {
    var wanted = XVisualInfo()
    wanted.screen = display.screen
    wanted.class = TrueColor
    let mask = VisualScreenMask | VisualClassMask
    var count: CInt = 0
    guard let found = XGetVisualInfo(display.connection, Int(mask), &wanted, &count) else {
      return []
    }
    defer { XFree(found) }
    let standard = XDefaultVisual(display.connection, display.screen)
    let layouts = imageLayouts(display)
    return UnsafeBufferPointer(start: found, count: Int(count)).compactMap { info in
      info.visual.map { visual in
        (
          visual,
          VisualChoice(isStandard: visual == standard, format: format(info, layouts, display))
        )
      }
    }
  }

  private static func format(
    _ info: XVisualInfo, _ layouts: [XPixmapFormatValues], _ display: Display
  ) -> WindowFormat? {
    guard let layout = layouts.first(where: { $0.depth == info.depth }) else { return nil }
    return WindowFormat(
      checking: Int(info.depth),
      masks: PixelMasks(
        red: UInt32(truncatingIfNeeded: info.red_mask),
        green: UInt32(truncatingIfNeeded: info.green_mask),
        blue: UInt32(truncatingIfNeeded: info.blue_mask)),
      bitsPerPixel: Int(layout.bits_per_pixel), rowPadding: Int(layout.scanline_pad),
      byteOrder: XImageByteOrder(display.connection) == LSBFirst
        ? .leastSignificantFirst : .mostSignificantFirst)
  }

  private static func imageLayouts(_ display: Display) -> [XPixmapFormatValues] {
    var count: CInt = 0
    guard let formats = XListPixmapFormats(display.connection, &count) else { return [] }
    defer { XFree(formats) }
    return Array(UnsafeBufferPointer(start: formats, count: Int(count)))
  }
}
