private import Linux
package import SystemPackage

/// The program's arguments as strings from which the exact bytes can be had again.
///
/// File names on Linux are bytes, and some are not UTF-8. A byte that is not stands in the string
/// as a scalar of its own from the last private-use plane, and is a byte again in `bytes(of:)`.
package enum CommandLineText {
  private static let base: UInt32 = 0x10FF00

  /// The arguments after the program's name.
  package static func arguments() -> [String] { ProgramArguments.all.map { text(of: $0) } }

  /// Bytes as a string; the reverse of `bytes(of:)`.
  package static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: isEscape)
    {
      return text
    }
    var result = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      let next = leadingScalar(of: rest) ?? Unicode.Scalar(base + UInt32(first)) ?? "\u{FFFD}"
      result.append(next)
      rest.removeFirst(isEscape(next) ? 1 : UTF8.width(next))
    }
    return String(result)
  }

  /// The bytes that the argument had on the command line.
  package static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      isEscape(scalar) ? [UInt8(scalar.value - base)] : Array(String(scalar).utf8)
    }
  }

  /// The path that an argument gives, byte by byte.
  package static func path(_ argument: String) -> FilePath {
    FilePath(platformString: bytes(of: argument).map(CChar.init(bitPattern:)) + [0])
  }

  /// The argument for people: what is not UTF-8 shows as U+FFFD.
  package static func display(_ text: String) -> String {
    String(decoding: bytes(of: text), as: UTF8.self)
  }

  /// What is wrong with arguments, as the parser says it, in one line: with the help to read,
  /// unless it asks whether another word was meant.
  package static func complaint(_ message: String, seeHelpOf command: String) -> String {
    let text = display(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    // Where the parser's own words end as sentences, a name in quotes is the last. What else ends
    // so is a value of the user's.
    if text.hasSuffix("'?") { return text }
    return "\(text.hasSuffix("'.") ? String(text.dropLast()) : text); see \(command) --help"
  }

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool {
    (base + 0x80...base + 0xFF).contains(scalar.value)
  }

  /// The scalar that the bytes begin with; nil if they begin with no valid one.
  private static func leadingScalar(of bytes: some Collection<UInt8>) -> Unicode.Scalar? {
    for count in 1...4 {
      guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else { continue }
      return text.unicodeScalars.first.flatMap { isEscape($0) ? nil : $0 }
    }
    return nil
  }
}
