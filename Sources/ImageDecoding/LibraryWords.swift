/// What a C library says of a file, for the inside of a message.
///
/// Libraries end lines as they like, and repeat bytes of the file: what could break a line or steer
/// a terminal is left out.
enum LibraryWords {
  /// - Parameter text: as the library gives it, which may be nothing.
  static func inLine(_ text: UnsafePointer<CChar>?) -> String {
    inLine(unsafe text.map { unsafe String(cString: $0) } ?? "")
  }

  /// The lines joined, with what is not printable between words as one space.
  static func inLine(_ text: String) -> String {
    text.split { $0.isWhitespace || $0.unicodeScalars.contains { isControl($0) } }
      .joined(separator: " ")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
