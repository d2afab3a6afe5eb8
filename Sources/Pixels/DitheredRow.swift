/// Pixels of two bytes that are dithered, eight at once.
struct DitheredRow {
  /// A colour of such pixels.
  private struct Channel {
    let most: SIMD8<UInt16>
    let shift: SIMD8<UInt16>

    init(_ mask: UInt32) {
      most = SIMD8(repeating: UInt16(mask >> mask.trailingZeroBitCount))
      shift = SIMD8(repeating: UInt16(mask.trailingZeroBitCount))
    }
  }

  private let blue, green, red: Channel
  private let opacity: SIMD8<UInt16>
  /// What makes of a step a whole one, of 255.
  private let lifts: SIMD8<UInt16>
  private let isSwapped: Bool

  /// Whether no colour has more steps than a byte, so that a sum has room.
  static func suits(_ format: WindowFormat) -> Bool {
    let masks = format.masks
    return [masks.red, masks.green, masks.blue].allSatisfy { $0.nonzeroBitCount <= 8 }
  }

  /// - Parameter lifts: of the first four pixels, whose pattern the next four repeat.
  init(_ format: WindowFormat, lifts: [UInt32]) {
    (blue, green, red) = (
      Channel(format.masks.blue), Channel(format.masks.green), Channel(format.masks.red)
    )
    var all = SIMD8<UInt16>()
    for index in 0..<8 { all[index] = UInt16(lifts[index & 3]) }
    self.lifts = all
    self.opacity = SIMD8(repeating: UInt16(truncatingIfNeeded: format.opacity))
    isSwapped = format.byteOrder == .mostSignificantFirst
  }

  /// Writes as many whole eights of pixels as there are.
  ///
  /// - Returns: how many pixels that is.
  func encode(
    _ row: UnsafePointer<UInt32>, _ count: Int, to output: UnsafeMutableRawPointer
  ) -> Int {
    let pixels = unsafe UnsafeRawPointer(row)
    let whole = count & ~7
    var x = 0
    while x < whole {
      let low = unsafe pixels.loadUnaligned(fromByteOffset: x &* 4, as: SIMD8<UInt16>.self)
      let high = unsafe pixels.loadUnaligned(fromByteOffset: x &* 4 &+ 16, as: SIMD8<UInt16>.self)
      let first = SIMD8(lowHalf: low.evenHalf, highHalf: high.evenHalf)
      let second = SIMD8(lowHalf: low.oddHalf, highHalf: high.oddHalf)
      var words = part(first & 0xFF, blue) | part(first &>> 8, green) | part(second & 0xFF, red)
      words |= opacity
      if isSwapped { words = words &<< 8 | words &>> 8 }
      unsafe output.storeBytes(of: words, toByteOffset: x &* 2, as: SIMD8<UInt16>.self)
      x &+= 8
    }
    return whole
  }

  /// The bits of a colour: `(byte * most + lift) / 255`, by a division that is exact below 65,535.
  @inline(__always)
  private func part(_ bytes: SIMD8<UInt16>, _ channel: Channel) -> SIMD8<UInt16> {
    let number = bytes &* channel.most &+ lifts
    return ((number &+ 1 &+ (number &>> 8)) &>> 8) &<< channel.shift
  }
}
