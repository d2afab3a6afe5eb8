import TestSupport

/// A frame that tells of itself whether it is whole.
///
/// Each row begins with the frame's number, which no other frame has, the row's own number and the
/// frame's size; every further pixel follows from these. All of it survives 24 bits a pixel.
struct NumberedFrame: Equatable {
  private static let smallestSide = 4
  /// What the longer side may be: it is kept in 8 bits, and goes into `fittedSide` 4 to 36 times,
  /// so that a viewer shows each pixel as a square.
  private static let longerSides = [20, 24, 30, 36, 40, 45, 48, 60, 72, 80, 90, 120, 144, 180]
  /// The sides of a window in which the frame is shown as large as it fits.
  static let fittedSide = 720
  /// The sides of a window that any frame fits into.
  static let ownSide = 200
  /// No pixel at a row's start is as dark as the bars of a window.
  static let mark: UInt32 = 0xFF80_0000

  /// Of the publisher (7 bits), and how many it had published before (40 bits).
  let number: UInt64
  let width: Int
  let height: Int

  /// A publisher's frame with a random size; the sizes lie so far apart that memory is recycled for
  /// some frames, and made anew for others.
  init(_ count: UInt64, by publisher: UInt64, _ random: inout SeededGenerator) {
    number = publisher << 40 | count
    let longer = Self.longerSides.randomElement(using: &random) ?? Self.ownSide
    let shorter = Int.random(in: Self.smallestSide...longer, using: &random)
    (width, height) = Bool.random(using: &random) ? (longer, shorter) : (shorter, longer)
  }

  /// Who has published it.
  var publisher: UInt64 { number >> 40 }
  /// How many that one had published before.
  var count: UInt64 { number & 0xFF_FFFF_FFFF }
  /// How large a window that fits it shows each pixel.
  var fittedScale: Int { Self.fittedSide / max(width, height) }
  /// The scales of which `fittedScale` is one.
  static let fittedScales = longerSides.map { fittedSide / $0 }

  /// What a row's first pixels say of its frame; nil for what is not a frame's first row.
  init?(firstPixels pixels: some Collection<UInt32>) {
    let start = Array(pixels.prefix(3))
    guard start.count == 3, start[0] & Self.mark == Self.mark, start[2] >> 16 & 0xFF == 0 else {
      return nil
    }
    number = UInt64(start[0] & 0x7F_FFFF) << 24 | UInt64(start[1] & 0xFF_FFFF)
    width = Int(start[2] >> 8 & 0xFF)
    height = Int(start[2] & 0xFF)
  }

  /// The frame's title in its header.
  var title: String { String(number, radix: 16) }

  /// The pixel at a place: 0xFFRRGGBB.
  func pixel(_ x: Int, _ y: Int) -> UInt32 {
    switch x {
    case 0: Self.mark | UInt32(truncatingIfNeeded: number >> 24)
    case 1: 0xFF00_0000 | UInt32(truncatingIfNeeded: number & 0xFF_FFFF)
    case 2: 0xFF00_0000 | UInt32(y) << 16 | UInt32(width) << 8 | UInt32(height)
    default: 0xFF00_0000 | (seed(y) &+ UInt32(x) &* 0x9E37_79B1) >> 8
    }
  }

  private func seed(_ y: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: SeededGenerator.mixed(number << 8 | UInt64(y)))
  }

  /// Writes a row's pixels.
  func fill(row y: Int, of words: inout MutableSpan<UInt32>) {
    let seed = seed(y)
    for x in 0..<3 { words[x] = pixel(x, y) }
    for x in 3..<width { words[x] = 0xFF00_0000 | (seed &+ UInt32(x) &* 0x9E37_79B1) >> 8 }
  }

  /// Where a row is another frame's; nil when it is this one's throughout.
  func foreignPixel(inRow y: Int, _ words: UnsafeBufferPointer<UInt32>) -> Int? {
    let seed = seed(y)
    var differences: UInt32 = 0
    for x in 0..<3 { differences |= words[x] ^ pixel(x, y) }
    for x in 3..<width {
      differences |= words[x] ^ (0xFF00_0000 | (seed &+ UInt32(x) &* 0x9E37_79B1) >> 8)
    }
    if differences == 0 { return nil }
    return (0..<width).first { words[$0] != pixel($0, y) }
  }
}
