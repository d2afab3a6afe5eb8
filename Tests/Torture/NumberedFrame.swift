import TestSupport

/// A frame that tells of itself whether it is whole.
///
/// Each row begins with the frame's number, which no other frame has, the row's own number and the
/// frame's size; every further pixel follows from these. All of it survives 24 bits a pixel, and
/// that of a gray one 8 bits.
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
  /// Whether each pixel is a gray.
  let isGray: Bool

  /// Pixels at the start of a row that say whose it is: three, or nine of a gray one.
  private var startLength: Int { isGray ? Self.grayStartLength : 3 }
  private static let grayStartLength = 9

  /// A publisher's frame with a random size; the sizes lie so far apart that memory is recycled for
  /// some frames, and made anew for others.
  init(_ count: UInt64, by publisher: UInt64, _ random: inout SeededGenerator) {
    number = publisher << 40 | count
    let longer = Self.longerSides.randomElement(using: &random) ?? Self.ownSide
    let shorter = Int.random(in: Self.smallestSide...longer, using: &random)
    (width, height) = Bool.random(using: &random) ? (longer, shorter) : (shorter, longer)
    isGray = width >= Self.grayStartLength && UInt8.random(in: 0...3, using: &random) == 0
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
    let start = Array(pixels.prefix(Self.grayStartLength))
    guard start.count >= 3, start[0] & Self.mark == Self.mark else { return nil }
    isGray = Self.isGray(start[0])
    if isGray {
      let bytes = start.map { UInt64($0 & 0xFF) }
      guard bytes.count == Self.grayStartLength, start.allSatisfy(Self.isGray), bytes[6] == 0 else {
        return nil
      }
      number = bytes[1..<6].reduce(bytes[0] & 0x7F) { $0 << 8 | $1 }
      (width, height) = (Int(bytes[7]), Int(bytes[8]))
    } else {
      guard start[2] >> 16 & 0xFF == 0 else { return nil }
      number = UInt64(start[0] & 0x7F_FFFF) << 24 | UInt64(start[1] & 0xFF_FFFF)
      width = Int(start[2] >> 8 & 0xFF)
      height = Int(start[2] & 0xFF)
    }
    if width == 0 || height == 0 { return nil }
  }

  /// How many pixels of a row tell whose it is, by the first of them.
  static func startLength(_ first: UInt32) -> Int { isGray(first) ? grayStartLength : 3 }

  /// No frame with colours begins with a gray before its publisher has published 2^24 of them.
  private static func isGray(_ pixel: UInt32) -> Bool {
    pixel & 0xFF_FFFF == (pixel & 0xFF) * 0x01_0101
  }

  /// The frame's title in its header.
  var title: String { String(number, radix: 16) }

  /// The pixel at a place: 0xFFRRGGBB.
  func pixel(_ x: Int, _ y: Int) -> UInt32 {
    if x >= startLength { return pixel(x, seed: seed(y)) }
    if isGray { return Self.gray(level(x, y)) }
    return switch x {
    case 0: Self.mark | UInt32(truncatingIfNeeded: number >> 24)
    case 1: 0xFF00_0000 | UInt32(truncatingIfNeeded: number & 0xFF_FFFF)
    default: 0xFF00_0000 | UInt32(y) << 16 | UInt32(width) << 8 | UInt32(height)
    }
  }

  /// Those at the start of a gray row.
  private func level(_ x: Int, _ y: Int) -> UInt32 {
    switch x {
    case 0: 0x80 | UInt32(truncatingIfNeeded: number >> 40)
    case 1...5: UInt32(truncatingIfNeeded: number >> UInt64(8 * (5 - x)) & 0xFF)
    case 6: UInt32(y)
    case 7: UInt32(width)
    default: UInt32(height)
    }
  }

  private static func gray(_ level: UInt32) -> UInt32 { 0xFF00_0000 | level * 0x01_0101 }

  /// Those behind the start of a row.
  private func pixel(_ x: Int, seed: UInt32) -> UInt32 {
    let mixed = seed &+ UInt32(x) &* 0x9E37_79B1
    return isGray ? Self.gray(mixed >> 24) : 0xFF00_0000 | mixed >> 8
  }

  private func seed(_ y: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: SeededGenerator.mixed(number << 8 | UInt64(y)))
  }

  /// Writes a row's pixels.
  func fill(row y: Int, of words: inout MutableSpan<UInt32>) {
    let seed = seed(y)
    for x in 0..<startLength { words[x] = pixel(x, y) }
    for x in startLength..<width { words[x] = pixel(x, seed: seed) }
  }

  /// Where a row is another frame's; nil when it is this one's throughout.
  func foreignPixel(inRow y: Int, _ words: UnsafeBufferPointer<UInt32>) -> Int? {
    let seed = seed(y)
    var differences: UInt32 = 0
    for x in 0..<startLength { differences |= words[x] ^ pixel(x, y) }
    for x in startLength..<width { differences |= words[x] ^ pixel(x, seed: seed) }
    if differences == 0 { return nil }
    return (0..<width).first { words[$0] != pixel($0, y) }
  }
}
