import CX11
import Pixels

/// The visual of the window, and how its pixels are stored.
struct PixelVisual {
  let visual: UnsafeMutablePointer<CX11::Visual>
  let format: WindowFormat

  /// The best of the screen's visuals, or of those that are wanted, as `VisualChoice` has it.
  init(of display: Display, for wish: VisualWish? = nil) throws(ViewerError) {
    let candidates = Self.candidates(display)
    let choices = candidates.map(\.choice)
    guard let index = VisualChoice.best(of: choices, for: wish), let format = choices[index].format
    else {
      let depths = choices.filter { $0.format != nil }.map(\.depth)
      guard let wish, !depths.isEmpty else { throw .noVisual(display: display.name) }
      throw .noSuchVisual(display: display.name, wish, depths: Set(depths))
    }
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
    let (layouts, isComposited) = (imageLayouts(display), isComposited(display))
    return UnsafeBufferPointer(start: found, count: Int(count)).compactMap { info in
      info.visual.map { visual in
        (
          visual,
          VisualChoice(
            id: UInt(info.visualid), depth: Int(info.depth), isStandard: visual == standard,
            format: format(info, layouts, display, isComposited: isComposited))
        )
      }
    }
  }

  private static func format(
    _ info: XVisualInfo, _ layouts: [XPixmapFormatValues], _ display: Display, isComposited: Bool
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
        ? .leastSignificantFirst : .mostSignificantFirst, isComposited: isComposited)
  }

  /// Whether the screen has a compositor (EWMH 1.5, _NET_WM_CM_Sn), which takes bits without a
  /// color for alpha.
  private static func isComposited(_ display: Display) -> Bool {
    let atom = XInternAtom(display.connection, "_NET_WM_CM_S\(display.screen)", True)
    return atom != 0 && XGetSelectionOwner(display.connection, atom) != 0
  }

  private static func imageLayouts(_ display: Display) -> [XPixmapFormatValues] {
    var count: CInt = 0
    guard let formats = XListPixmapFormats(display.connection, &count) else { return [] }
    defer { XFree(formats) }
    return Array(UnsafeBufferPointer(start: formats, count: Int(count)))
  }
}
