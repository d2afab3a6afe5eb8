internal import Pixels

/// Where the samples of a TIFF page are, and what they mean.
struct TIFFLayout {
  enum Colors { case whiteIsZero, blackIsZero, rgb, palette, cmyk, cieLab, iccLab }

  /// What an extra sample says beside the colors (TIFF 6.0, page 31).
  enum Alpha { case straight, premultiplied }

  /// Pixels by rows; strips are as wide as the picture.
  struct Blocks {
    let width: Int
    let height: Int
    let areTiles: Bool
  }

  let size: PixelRect
  let colors: Colors
  /// Bits a sample.
  let depth: Int
  /// Samples a pixel, extra ones included.
  let sampleCount: Int
  let isPlanar: Bool
  let blocks: Blocks
  /// Which sample is alpha, and of which kind; nil when none is.
  let alpha: (sample: Int, kind: Alpha)?
  /// Whether the file does not say what the fourth sample is.
  let isAlphaGuessed: Bool
  /// Colors of a palette: all reds, all greens, all blues, of 16 bits.
  let palette: [Int]

  private static let associated = 1
  private static let unassociated = 2
  /// What CorelDRAW writes for alpha.
  private static let corelAlpha = 999
  private static let separatePlanes = 2

  /// - Parameter given: what the codec makes of colors and depth, whatever they are in the file;
  ///   nil for nothing.
  /// - Returns: nil for colors that are left to libtiff.
  init?(_ page: TIFFDirectory, size: PixelRect, codecGives given: (colors: Colors, depth: Int)?) {
    guard let colors = given?.colors ?? Self.colors(of: page) else { return nil }
    self.size = size
    self.colors = colors
    depth = given?.depth ?? page.first(.bitsPerSample) ?? 1
    sampleCount = page.first(.samplesPerPixel) ?? 1
    isPlanar = Self.isPlanar(page)
    blocks = Self.blocks(of: page, size)
    palette = colors == .palette ? page.values(.colorMap, limit: 3 << depth) : []
    let colorCount = colors.sampleCount
    let extras = page.values(.extraSamples, limit: 64)
    let kinds: [Int: Alpha] = [
      Self.associated: .premultiplied, Self.unassociated: .straight, Self.corelAlpha: .straight,
    ]
    let index = extras.firstIndex { kinds[$0] != nil }
    isAlphaGuessed = extras.isEmpty && colors == .rgb && sampleCount == 4 && given == nil
    if let index, let kind = kinds[extras[index]], colorCount + index < sampleCount {
      alpha = (colorCount + index, kind)
    } else {
      alpha = isAlphaGuessed ? (3, .straight) : nil
    }
  }

  /// Whether each kind of sample has strips or tiles of its own.
  static func isPlanar(_ page: TIFFDirectory) -> Bool {
    page.first(.planarConfiguration) == separatePlanes && (page.first(.samplesPerPixel) ?? 1) > 1
  }

  static func colors(of page: TIFFDirectory) -> Colors? {
    let count = page.first(.samplesPerPixel) ?? 1
    // CCITT's codes are of black on white.
    let isFax = (2...4).contains(page.first(.compression) ?? 1)
    return switch page.first(.photometric) {
    case 0: .whiteIsZero
    case 1: .blackIsZero
    case 2: .rgb
    case 3: .palette
    case 5: .cmyk
    case 8: .cieLab
    case 9: .iccLab
    case nil where count >= 3: .rgb
    case nil: isFax ? .whiteIsZero : .blackIsZero
    default: nil
    }
  }

  private static func blocks(of page: TIFFDirectory, _ size: PixelRect) -> Blocks {
    if let width = page.first(.tileWidth), let height = page.first(.tileHeight) {
      return Blocks(width: width, height: height, areTiles: true)
    }
    let rows = page.first(.rowsPerStrip) ?? size.height
    return Blocks(width: size.width, height: min(rows, size.height), areTiles: false)
  }

  /// Samples that stand side by side in a block.
  var samplesPerBlock: Int { isPlanar ? 1 : sampleCount }

  /// Bytes of a block's row, as libtiff fills it.
  var blockRowByteCount: Int { (blocks.width * samplesPerBlock * depth + 7) / 8 }

  /// The samples that make a pixel: its colors, and alpha if there is one.
  var usedSamples: [Int] { Array(0..<colors.sampleCount) + (alpha.map { [$0.sample] } ?? []) }
}

extension TIFFLayout.Colors {
  var sampleCount: Int {
    switch self {
    case .whiteIsZero, .blackIsZero, .palette: 1
    case .rgb, .cieLab, .iccLab: 3
    case .cmyk: 4
    }
  }
}
