import ShmChannel

/// How a pixel of a window is stored, as its visual and the screen's pixmap formats say.
package struct WindowFormat: Hashable, Sendable {
  /// Which byte of a pixel comes first in memory.
  package enum ByteOrder: Sendable {
    case leastSignificantFirst, mostSignificantFirst
  }

  /// Bits of a pixel that count.
  package let depth: Int
  package let masks: PixelMasks
  /// Bytes that a pixel takes: 2 or 4.
  package let pixelByteCount: Int
  /// Bytes of which a row is a multiple.
  package let rowUnit: Int
  package let byteOrder: ByteOrder
  /// Whether nobody looks at the bits that have no color: they are padding, or alpha on a screen
  /// without a compositor.
  package let hidesSpareBits: Bool

  /// What nearly all screens have: display rows are its rows.
  package static let bgrx = WindowFormat(
    depth: 24, masks: .display, bitsPerPixel: 32, rowPadding: 32,
    byteOrder: .leastSignificantFirst)

  /// Nil for pixels that `RowEncoder` cannot write.
  ///
  /// - Parameters:
  ///   - bitsPerPixel: `bits_per_pixel` of the pixmap format of that depth (`Xlib.h`).
  ///   - rowPadding: its `scanline_pad`, in bits.
  ///   - isComposited: whether bits that are neither color nor padding are seen, as alpha.
  package init?(
    checking depth: Int, masks: PixelMasks, bitsPerPixel: Int, rowPadding: Int,
    byteOrder: ByteOrder, isComposited: Bool = true
  ) {
    guard masks.areSound, RowEncoder.pixelBitCounts.contains(bitsPerPixel),
      (1...bitsPerPixel).contains(depth), [8, 16, 32].contains(rowPadding),
      masks.all.leadingZeroBitCount >= 32 - depth
    else { return nil }
    self.init(
      depth: depth, masks: masks, bitsPerPixel: bitsPerPixel, rowPadding: rowPadding,
      byteOrder: byteOrder, isComposited: isComposited)
  }

  private init(
    depth: Int, masks: PixelMasks, bitsPerPixel: Int, rowPadding: Int, byteOrder: ByteOrder,
    isComposited: Bool = true
  ) {
    self.depth = depth
    self.masks = masks
    pixelByteCount = bitsPerPixel / 8
    rowUnit = rowPadding / 8
    self.byteOrder = byteOrder
    hidesSpareBits = depth == masks.all.nonzeroBitCount || !isComposited
  }

  /// Whether display rows are rows of such a window as they are: no bit that counts is without a
  /// color, for the fourth byte of a display pixel may be anything.
  package var takesDisplayRows: Bool {
    masks == .display && hidesSpareBits && pixelByteCount == PixelFormat.bgrx.pixelByteCount
      && byteOrder == .leastSignificantFirst
  }

  /// Whether its pixels hold more of each color than display rows do.
  package var isDeep: Bool {
    pixelByteCount == 4
      && [masks.red, masks.green, masks.blue].allSatisfy { $0.nonzeroBitCount >= 10 }
  }

  /// Bytes of a row of so many pixels.
  package func rowStride(width: Int) -> Int {
    (width * pixelByteCount + rowUnit - 1) / rowUnit * rowUnit
  }

  /// A color, `0xFFRRGGBB`, as the number that X takes for a pixel.
  package func pixel(_ colour: UInt32) -> UInt32 {
    PixelMasks.bits(UInt8(truncatingIfNeeded: colour >> 16), in: masks.red)
      | PixelMasks.bits(UInt8(truncatingIfNeeded: colour >> 8), in: masks.green)
      | PixelMasks.bits(UInt8(truncatingIfNeeded: colour), in: masks.blue) | opacity
  }

  /// The bits that count and have no color: all of them set, so that where they are an alpha
  /// nothing is seen through the window.
  var opacity: UInt32 { UInt32.max >> UInt32(32 - depth) & ~masks.all }
}
