/// The URIs of files, as desktops and lists write them (RFC 8089).
package enum FileURI {
  /// The path that `file:///path`, `file:/path` or `file://host/path` means; nil for what is no URI
  /// of a file, or one of another machine.
  ///
  /// - Parameter host: this machine's name.
  package static func path(of uri: ArraySlice<UInt8>, host: String) -> [UInt8]? {
    let scheme = Array("file:".utf8)
    guard String(decoding: uri.prefix(scheme.count), as: UTF8.self).lowercased() == "file:" else {
      return nil
    }
    var rest = uri.dropFirst(scheme.count)
    let slash = UInt8(ascii: "/")
    if rest.starts(with: [slash, slash]) {
      rest = rest.dropFirst(2)
      let authority = rest.prefix { $0 != slash }
      let name = String(decoding: authority, as: UTF8.self).lowercased()
      guard ["", "localhost", host.lowercased()].contains(name) else { return nil }
      rest = rest.dropFirst(authority.count)
    }
    guard rest.first == slash else { return nil }
    return decoded(rest)
  }

  /// Whether a text begins as a URI with an authority does (RFC 3986): `file://`, `https://`.
  package static func isURI(_ text: ArraySlice<UInt8>) -> Bool {
    let scheme = text.prefix { $0 != UInt8(ascii: ":") }
    guard let first = scheme.first, isLetter(first), scheme.allSatisfy(isInScheme) else {
      return false
    }
    return text.dropFirst(scheme.count).starts(with: "://".utf8)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isInScheme(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || "+-.".utf8.contains(byte)
  }

  /// The bytes that `%41` and the like stand for; `nil` where a number is not one, or cannot be in
  /// a path.
  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var (bytes, rest) = ([UInt8](), text)
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy(isHexadecimal),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), value != 0
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isHexDigit
  }
}
