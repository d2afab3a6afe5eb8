private import CLibYUV

/// Makes output rows one after the other, each from the few source rows it covers: first those are
/// mixed down to one (libyuv), then that one's columns are mixed (ours; libyuv has no such filter).
struct RowResampler: ~Copyable {
  private let source: PixelRows
  private let columns: AxisWeights
  private let rows: AxisWeights
  private let mixed: RowBuffer
  private var premultiplied: PremultipliedRows?
  private let mixer: ColumnMixer

  /// Columns of the output rows.
  var width: Int { columns.count }

  /// - Parameters:
  ///   - source: Memory that stays lent while this value lives, and holds what the weights need.
  ///   - premultiplies: Whether the source has straight alpha; the output is premultiplied.
  init(source: PixelRows, columns: AxisWeights, rows: AxisWeights, premultiplies: Bool) {
    self.source = source
    self.columns = columns
    self.rows = rows
    mixed = RowBuffer(count: columns.sourceRange.count)
    premultiplied =
      premultiplies
      ? PremultipliedRows(columns: columns.sourceRange, count: rows.taps) : nil
    mixer = ColumnMixer(columns)
  }

  /// Whether output row `row` equals the one before, so that it need not be made again.
  func repeatsPrevious(_ row: Int) -> Bool { rows.repeatsPrevious(row) }

  /// Makes output row `row`, `width` pixels.
  mutating func write(row: Int, to output: UnsafeMutablePointer<UInt32>) {
    let input = unsafe mixRows(row)
    if columns.isCopy {
      unsafe output.update(from: input, count: width)
    } else {
      unsafe mixer.mix(input, to: output)
    }
  }

  /// The weighted mean of the source rows, as a chain of two-row mixes; of one row, that row.
  private mutating func mixRows(_ row: Int) -> UnsafePointer<UInt32> {
    var mean: UnsafePointer<UInt32>?
    var given = 0
    for tap in 0..<rows.taps {
      let weight = Int(rows.weights[row * rows.taps + tap])
      if weight == 0 { continue }
      let next = unsafe sourceRow(Int(rows.starts[row]) + tap)
      given += weight
      if let first = unsafe mean {
        unsafe mix(first, next, shareOfNext: (weight * 256 + given / 2) / given)
        unsafe mean = UnsafePointer(mixed.pixels)
      } else {
        unsafe mean = next
      }
    }
    return unsafe mean ?? sourceRow(Int(rows.starts[row]))
  }

  private func mix(
    _ first: UnsafePointer<UInt32>, _ next: UnsafePointer<UInt32>, shareOfNext: Int
  ) {
    let count = columns.sourceRange.count
    _ = unsafe ARGBInterpolate(
      bytes(first), 0, bytes(next), 0, bytes(mixed.pixels), 0, CInt(count), 1,
      CInt(shareOfNext))
  }

  /// The needed columns of source row `y`.
  private mutating func sourceRow(_ y: Int) -> UnsafePointer<UInt32> {
    let straight = unsafe source.at(x: columns.sourceRange.lowerBound, y: y)
    return unsafe premultiplied?.row(y, from: straight) ?? straight
  }
}

/// The last few source rows, premultiplied, since neighboring output rows share source rows.
@safe private struct PremultipliedRows: ~Copyable {
  private let width: Int
  private let pixels: RowBuffer
  private var held: [Int]

  init(columns: Range<Int>, count: Int) {
    width = columns.count
    pixels = RowBuffer(count: columns.count * count)
    held = Array(repeating: -1, count: count)
  }

  mutating func row(_ y: Int, from straight: UnsafePointer<UInt32>) -> UnsafePointer<UInt32> {
    let slot = y % held.count
    let row = unsafe pixels.pixels + slot * width
    if held[slot] != y {
      _ = unsafe ARGBAttenuate(bytes(straight), 0, bytes(row), 0, CInt(width), 1)
      held[slot] = y
    }
    return unsafe UnsafePointer(row)
  }
}
