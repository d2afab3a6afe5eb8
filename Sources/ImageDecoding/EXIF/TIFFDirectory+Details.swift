internal import ShmChannel

extension TIFFDirectory {
  /// A text of ASCII or UTF-8 as far as its first NUL, on one line; nil where there is none.
  func text(_ tag: Tag) -> String? {
    guard let bytes = data(tag) else { return nil }
    let words = unsafe LibraryWords.inLine(
      String(decoding: bytes.raw.prefix { $0 != 0 }.prefix(Self.longestText), as: UTF8.self))
    let fit = Title.sanitized(words, byteCount: Self.longestText)
    return fit.isEmpty ? nil : fit
  }

  /// Longer ones are not what these tags are for.
  private static let longestText = 128

  /// The first number of RATIONAL or SRATIONAL (TIFF 6.0, page 15); nil where it is none, or not
  /// above 0.
  func positive(_ tag: Tag) -> Double? {
    ratios(tag, count: 1).flatMap { $0[0] > 0 ? $0[0] : nil }
  }

  /// So many numbers of RATIONAL; nil where there are fewer, or one of them is none.
  func ratios(_ tag: Tag, count: Int) -> [Double]? {
    guard let bytes = data(tag) else { return nil }
    let numbers = (0..<count).compactMap { index -> Double? in
      guard let above = bytes.u32(index * 8, order), let below = bytes.u32(index * 8 + 4, order),
        below > 0
      else { return nil }
      return Double(above) / Double(below)
    }
    return numbers.count == count ? numbers : nil
  }

  /// The directory that a tag points to.
  func directory(_ tag: Tag) -> TIFFDirectory? { first(tag).flatMap(directory(at:)) }
}
