/// Text from outside, made fit for a header, a window's title or a terminal.
public enum Title {
  /// The most bytes of UTF-8 that a frame's title has.
  public static let maximumByteCount = 1024

  /// `text` with U+FFFD for each control character, and for each that nobody sees and that changes
  /// how its neighbors are read; of at most `byteCount` bytes, cut between two characters.
  public static func sanitized(_ text: String, byteCount: Int = maximumByteCount) -> String {
    sanitized(text, keeping: nil, byteCount: byteCount)
  }

  /// Lines of `key: value`, made fit like a title but for the line feeds; those at the end go.
  public static func sanitized(details text: String) -> String {
    var result = sanitized(text, keeping: "\n", byteCount: maximumByteCount)
    while result.utf8.last == 0x0A { result.unicodeScalars.removeLast() }
    return result
  }

  private static func sanitized(
    _ text: String, keeping kept: Unicode.Scalar?, byteCount: Int
  ) -> String {
    // Nearly every text is fit as it is, and followers read one with each frame.
    if text.utf8.count <= byteCount, text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars where !isMark(scalar) {
      let isUnfit = scalar != kept && (isControl(scalar) || isInvisible(scalar))
      let safe = isUnfit ? "\u{FFFD}" : scalar
      let size = UTF8.width(safe)
      guard used + size <= byteCount else { break }
      used += size
      result.append(safe)
    }
    return String(result)
  }

  /// Bytes as another process left them; what is not UTF-8 becomes U+FFFD.
  package static func sanitized(
    bytes: some Collection<UInt8>, byteCount: Int = maximumByteCount
  ) -> String {
    sanitized(String(decoding: bytes, as: UTF8.self), byteCount: byteCount)
  }

  /// Unicode's category Cc, and the two separators that end a line.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    default: false
    }
  }

  /// What embeds, overrides or isolates a direction (Unicode TR 9), which reorders what stands
  /// beside the text; and what has no shape, which makes two names look alike: soft hyphen,
  /// zero-width space, word joiner and its neighbors, byte order mark, interlinear annotations and
  /// tags. U+200C and U+200D are not among them: Persian, Hindi and emoji need them.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x200B, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// The marks that give their neighbors a direction, U+200E and U+200F. Honest names hold them,
  /// and read the same without: they are dropped.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200E || scalar.value == 0x200F
  }
}
