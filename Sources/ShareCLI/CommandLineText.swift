private import Glibc

/// The program's arguments as strings from which the exact bytes can be had again.
///
/// File names on Linux are bytes, and some are not UTF-8. A byte that is none stands in the string as
/// a scalar of its own from the last private-use plane, and is a byte again in `bytes(of:)`.
enum CommandLineText {
  private static let base: UInt32 = 0x10FF00

  /// The arguments after the program's name.
  static func arguments() -> [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { text(of: UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// Bytes as a string; the reverse of `bytes(of:)`.
  static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var result = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      let scalar = (2...4).lazy.compactMap { scalar(of: rest.prefix($0)) }.first
      if first < 0x80 {
        result.append(Unicode.Scalar(first))
        rest.removeFirst()
      } else if let scalar {
        result.append(scalar)
        rest.removeFirst(UTF8.width(scalar))
      } else if let escaped = Unicode.Scalar(base + UInt32(first)) {
        result.append(escaped)
        rest.removeFirst()
      }
    }
    return String(result)
  }

  /// The bytes that the argument had on the command line.
  static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar -> [UInt8] in
      if let byte = UInt8(exactly: Int64(scalar.value) - Int64(base)), byte >= 0x80 { return [byte] }
      return Array(String(scalar).utf8)
    }
  }

  /// The argument for people: what is no UTF-8 shows as U+FFFD.
  static func display(_ text: String) -> String {
    String(decoding: bytes(of: text), as: UTF8.self)
  }

  private static func scalar(of bytes: some Collection<UInt8>) -> Unicode.Scalar? {
    guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.count == 1 else {
      return nil
    }
    return text.unicodeScalars.first
  }
}
