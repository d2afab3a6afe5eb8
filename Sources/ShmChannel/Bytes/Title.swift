/// Text from outside, made fit for a header, a window's title or a terminal.
public enum Title {
  /// The most bytes of UTF-8 that a frame's title has.
  public static let maximumByteCount = 1024

  /// `text` with every control character as U+FFFD, also those that change the direction of what
  /// follows; of at most `byteCount` bytes, cut between
  /// two characters.
  public static func sanitized(_ text: String, byteCount: Int = maximumByteCount) -> String {
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let safe = isControl(scalar) ? "\u{FFFD}" : scalar
      let size = UTF8.width(safe)
      guard used + size <= byteCount else { break }
      used += size
      result.append(safe)
    }
    return String(result)
  }

  /// Bytes as another process left them; what is no UTF-8 becomes U+FFFD.
  package static func sanitized(
    bytes: some Collection<UInt8>, byteCount: Int = maximumByteCount
  ) -> String {
    sanitized(String(decoding: bytes, as: UTF8.self), byteCount: byteCount)
  }

  /// Unicode's category Cc, the two separators that end a line, and what embeds, overrides or isolates
  /// a direction (Unicode TR 9): it would reorder what stands beside the text, or show another name.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
