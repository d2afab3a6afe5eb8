import Pixels
import ShmChannel

/// Which numbers stand where along a scale: 256 columns that share its pixels evenly.
struct ScaleAxis: Equatable {
  /// The numbers of the first column and the last one.
  let range: SampleRange
  /// In pixels.
  let width: Int

  init(_ range: SampleRange, width: Int) { (self.range, self.width) = (range, width) }

  private static let count = SampleHistogram.columnCount

  /// The column of a pixel.
  func column(atX x: Int) -> Int { min(max(x * Self.count / max(1, width), 0), Self.count - 1) }

  /// The middle of a number's column, in pixels from the left.
  func x(of number: Double) -> Int {
    let column = Self.share(of: number, in: range) * Double(Self.count - 1)
    return min(Int((column + 0.5) * Double(width) / Double(Self.count)), max(0, width - 1))
  }

  /// The number of a column.
  func number(atColumn column: Int) -> Double {
    let (low, high) = (Double(range.low), Double(range.high))
    return low + (high - low) * Double(column) / Double(Self.count - 1)
  }

  /// The column of a number where a range has all 256; the nearest end for one beyond.
  static func column(of number: Double, in range: SampleRange) -> Int {
    Int((share(of: number, in: range) * Double(count - 1)).rounded())
  }

  private static func share(of number: Double, in range: SampleRange) -> Double {
    let (low, high) = (Double(range.low), Double(range.high))
    return min(max((number - low) / (high - low), 0), 1)
  }
}
