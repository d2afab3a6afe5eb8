import Pixels
import ShmChannel

/// A histogram's pixels. Where channels overlap, their colors mix, to gray where all three do, and
/// luminance is a white line; what the range leaves out is dimmer. Lines that stand behind the
/// columns, with a foot below them, mark the ends of the range.
struct HistogramPicture {
  let height: Int
  /// Row by row, of straight alpha.
  private(set) var pixels: [UInt32]

  private let axis: ScaleAxis
  /// Of the columns: below them are the feet.
  private let columnHeight: Int

  init(
    _ histogram: SampleHistogram, _ range: SampleRange, _ axis: ScaleAxis,
    _ measures: PanelMeasures
  ) {
    self.axis = axis
    columnHeight = measures.histogramHeight
    height = columnHeight + measures.rangeFootHeight
    pixels = [UInt32](repeating: 0, count: axis.width * height)
    let ends = [range.low, range.high].sorted()
    let columns = ends.map { histogram.column(of: $0) }
    for x in 0..<axis.width {
      let column = axis.column(atX: x)
      drawColumn(histogram, column, x, isDim: !(columns[0]...columns[1]).contains(column))
    }
    if let luminance = histogram.luminance { drawLine(luminance) }
    for end in ends { mark(axis.x(of: Double(end)), width: measures.rangeFootHeight / 2) }
    // These pixels take the place of the sheet's.
    pixels = pixels.map { $0 == 0 ? PanelMeasures.sheetColour : $0 }
  }

  private mutating func drawColumn(
    _ histogram: SampleHistogram, _ column: Int, _ x: Int, isDim: Bool
  ) {
    var shares = [Mix](repeating: [], count: columnHeight)
    for (channel, heights) in zip(histogram.channels, histogram.heights) {
      let top = columnHeight - Int(heights[column]) * columnHeight / 255
      for y in top..<columnHeight { shares[y].insert(Mix(channel)) }
    }
    for (y, share) in shares.enumerated() where !share.isEmpty {
      pixels[y * axis.width + x] = isDim ? Self.dim(share.colour) : share.colour
    }
  }

  /// A white line with dark edges, so that it is seen before light columns.
  private mutating func drawLine(_ heights: [UInt8]) {
    func top(_ x: Int) -> Int {
      columnHeight - 1 - Int(heights[axis.column(atX: max(0, x))]) * (columnHeight - 1) / 255
    }
    let spans = (0..<axis.width).map { x in
      min(top(x), top(x - 1))...max(top(x), top(x - 1))
    }
    for (x, span) in spans.enumerated() {
      for y in max(0, span.lowerBound - 1)...min(columnHeight - 1, span.upperBound + 1) {
        pixels[y * axis.width + x] = PanelMeasures.sheetColour
      }
    }
    for (x, span) in spans.enumerated() {
      for y in span { pixels[y * axis.width + x] = 0xFFFF_FFFF }
    }
  }

  /// A line behind what is drawn at `x`, and a triangle below it.
  private mutating func mark(_ x: Int, width: Int) {
    for y in 0..<columnHeight where pixels[y * axis.width + x] == 0 {
      pixels[y * axis.width + x] = Self.markColour
    }
    for y in columnHeight..<height {
      let half = width * (y - columnHeight + 1) / max(1, height - columnHeight)
      for x in max(0, x - half)...min(axis.width - 1, x + half) {
        pixels[y * axis.width + x] = Self.markColour
      }
    }
  }

  private static let markColour: UInt32 = 0xFFFF_B000

  private static func dim(_ colour: UInt32) -> UInt32 {
    func part(_ shift: UInt32) -> UInt32 { ((colour >> shift & 0xFF) * 7 / 16) << shift }
    return 0xFF00_0000 | part(16) | part(8) | part(0)
  }

  /// Which channels reach a pixel.
  fileprivate struct Mix: OptionSet {
    let rawValue: Int

    static let blue = Mix(rawValue: 1)
    static let green = Mix(rawValue: 2)
    static let red = Mix(rawValue: 4)
    static let gray = Mix(rawValue: 8)
  }
}

extension HistogramPicture.Mix {
  fileprivate init(_ channel: PixelFormat.Channel) {
    self =
      switch channel {
      case .gray: .gray
      case .red: .red
      case .green: .green
      case .blue: .blue
      case .alpha, .unused: []
      }
  }

  /// Of like brightness, none of them so full that it glares.
  fileprivate var colour: UInt32 {
    switch self {
    case .blue: 0xFF5B_8DEF
    case .green: 0xFF5C_B874
    case [.green, .blue]: 0xFF5F_BEC4
    case .red: 0xFFDE_655D
    case [.red, .blue]: 0xFFC0_7BC8
    case [.red, .green]: 0xFFD6_B95F
    case [.red, .green, .blue]: 0xFFA9_AEB4
    default: 0xFFD5_D8DC
    }
  }
}
