import Linux
package import ShmChannel

/// How often numbers come in a part of a picture: 256 columns for each channel, as high as the
/// logarithm of their count.
package struct SampleHistogram: Hashable, Sendable {
  /// The first and the last column's numbers: all that bytes can be, else those that there are; and
  /// where a range is to be seen in it, as far as that goes.
  package let domain: SampleRange
  package let channels: [PixelFormat.Channel]
  /// Of each channel, 0 to 255.
  package let heights: [[UInt8]]
  /// The same of how bright pixels are; nil for gray pictures, and where numbers are missing.
  package let luminance: [UInt8]?

  package static let columnCount = 256

  /// Of a part of a picture, at most a million of its pixels.
  ///
  /// - Parameter range: what has to have its place among the columns; nil for nothing.
  /// - Precondition: the part is in the picture, and `frame` holds all of that.
  package init(
    _ part: PixelRect, of frame: RawSpan, layout: FrameLayout, showing range: SampleRange? = nil
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    precondition(part.intersection(layout.bounds) == part, "\(part) of \(layout)")
    if let bytes = ByteCounts(part, of: frame, layout: layout) {
      let domain = SampleRange.bytes.widened(to: range)
      func placed(_ counts: [Int]) -> [Int] { Self.placed(counts, in: domain) }
      self.init(
        bytes.counts.map(placed), bytes.luminance.map(placed), of: bytes.channels, in: domain)
    } else {
      self.init(
        SampleSurvey(part, of: frame, layout: layout), of: layout.format.sample, showing: range)
    }
  }

  init(_ survey: SampleSurvey, of sample: SampleType, showing range: SampleRange? = nil) {
    let domain = (sample == .uint8 ? .bytes : survey.wholeRange).widened(to: range)
    let (counts, luminance) = Self.counts(survey, in: domain)
    self.init(counts, luminance, of: survey.channels, in: domain)
  }

  private init(
    _ counts: [[Int]], _ luminance: [Int]?, of channels: [PixelFormat.Channel],
    in domain: SampleRange
  ) {
    (self.domain, self.channels) = (domain, channels)
    let all = counts + (luminance.map { [$0] } ?? [])
    let most = Self.logarithm(all.compactMap { $0.max() }.max() ?? 0)
    func heights(_ counts: [Int]) -> [UInt8] {
      counts.map { UInt8(Self.logarithm($0) / max(most, 1) * 255) }
    }
    self.heights = counts.map(heights)
    self.luminance = luminance.map(heights)
  }

  /// Of each channel, and of luminance; half of the work on a thread of its own.
  private static func counts(
    _ survey: SampleSurvey, in domain: SampleRange
  ) -> (channels: [[Int]], luminance: [Int]?) {
    let middle = (survey.numbers.count + 1) / 2
    var (first, second): ([[Int]], [[Int]]) = ([], [])
    var luminance: [Int]?
    sideBySide(
      { first = survey.numbers[..<middle].map { counts($0, in: domain) } },
      {
        second = survey.numbers[middle...].map { counts($0, in: domain) }
        luminance = survey.luminance.map { counts($0, in: domain) }
      })
    return (first + second, luminance)
  }

  /// Counts of bytes, in the columns of those bytes.
  private static func placed(_ counts: [Int], in domain: SampleRange) -> [Int] {
    if domain == .bytes { return counts }
    let scale = Scale(domain)
    var columns = [Int](repeating: 0, count: columnCount)
    for (byte, count) in counts.enumerated() { columns[scale.column(of: Float(byte))] += count }
    return columns
  }

  private static func counts(_ numbers: [Float], in domain: SampleRange) -> [Int] {
    let scale = Scale(domain)
    // Four of each by turns: a count that is raised twice in a row waits for itself.
    var counts = [UInt32](repeating: 0, count: 4 * columnCount)
    for (index, number) in numbers.enumerated() {
      counts[(index & 3) * columnCount + scale.column(of: number)] &+= 1
    }
    return (0..<columnCount).map { column in
      (0..<4).reduce(0) { $0 + Int(counts[$1 * columnCount + column]) }
    }
  }

  /// 0 for none, 1 for one, and one more for each that is twice as many.
  private static func logarithm(_ count: Int) -> Double {
    // The exponent, and the fraction in a straight line: no library, and near enough for a drawing.
    let count = Double(count)
    return count == 0 ? 0 : 1 + Double(count.exponent) + (count.significand - 1)
  }

  /// The column where a number stands, 0 to 255; the nearest end for one beyond.
  package func column(of number: Float) -> Int { Scale(domain).column(of: number) }

  /// How numbers become columns.
  private struct Scale {
    let low: Double
    let width: Double
    /// Whether each column is a number.
    let isOne: Bool

    init(_ domain: SampleRange) {
      isOne = domain == .bytes
      low = Double(domain.low)
      width = Double(domain.high) - low
    }

    @inline(__always)
    func column(of number: Float) -> Int {
      if isOne { return Int(min(max(number, 0), 255) + 0.5) }
      return Int(min(max((Double(number) - low) / width, 0), 1) * 255 + 0.5)
    }
  }
}

extension SampleRange {
  /// From its lower end to its higher one, or to those of another range that lie beyond.
  fileprivate func widened(to other: SampleRange?) -> SampleRange {
    let ends = [low, high] + (other.map { [$0.low, $0.high] } ?? [])
    return SampleRange(low: ends.min() ?? low, high: ends.max() ?? high) ?? self
  }
}
