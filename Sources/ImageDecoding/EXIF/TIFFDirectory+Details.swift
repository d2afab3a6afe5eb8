extension TIFFDirectory {
  /// A text of ASCII or UTF-8 as far as its first NUL, on one line; nil where there is none.
  func text(_ tag: Tag) -> String? {
    guard let bytes = bytes(tag) else { return nil }
    let words = unsafe LibraryWords.inLine(
      String(decoding: bytes.raw.prefix { $0 != 0 }.prefix(Self.longestText), as: UTF8.self))
    return words.isEmpty ? nil : words
  }

  /// Longer ones are not what these tags are for.
  private static let longestText = 128

  /// The first number of RATIONAL or SRATIONAL (TIFF 6.0, page 15); nil where it is none, or not
  /// above 0.
  func positive(_ tag: Tag) -> Double? {
    guard let bytes = bytes(tag), let above = bytes.u32(0, order), let below = bytes.u32(4, order),
      above > 0, below > 0
    else { return nil }
    return Double(above) / Double(below)
  }

  /// The directory that a tag points to.
  func directory(_ tag: Tag) -> TIFFDirectory? { first(tag).flatMap(directory(at:)) }
}
