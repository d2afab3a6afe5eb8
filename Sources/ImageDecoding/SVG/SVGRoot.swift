/// The root element of an SVG file, found without an XML parser; librsvg is the one that judges.
struct SVGRoot {
  /// The text from `<svg` to the `>` that ends it.
  private let element: Substring

  /// - Returns: nil where the file's first element is another, or is not found near its start.
  init?(_ file: FileBytes) {
    guard let element = Self.find(in: file) else { return nil }
    self.element = element
  }

  /// The value of the attribute with that name.
  func value(of name: String) -> Substring? {
    var rest = element.drop { !$0.isWhitespace }
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].split(whereSeparator: \.isWhitespace).last
      let quoted = rest[equals...].dropFirst().drop(while: \.isWhitespace)
      guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
      let value = quoted.dropFirst().prefix { $0 != quote }
      if let key, key == name { return value }
      rest = element[value.endIndex...].dropFirst()
    }
    return nil
  }

  private static func find(in file: FileBytes) -> Substring? {
    guard let first = unsafe file.raw.first(where: { !FileBytes.isSpace($0) }),
      first == UInt8(ascii: "<") || first == 0xEF
    else { return nil }
    let text = unsafe String(decoding: file.raw.prefix(ImageType.headByteCount), as: UTF8.self)
    var rest = text.drop { $0 == "\u{FEFF}" || $0.isWhitespace }
    while rest.hasPrefix("<") {
      if rest.hasPrefix("<?") {
        skip(&rest, behind: "?>")
      } else if rest.hasPrefix("<!--") {
        skip(&rest, behind: "-->")
      } else if rest.hasPrefix("<!") {
        skipDocumentType(&rest)
      } else {
        return element(rest)
      }
      rest = rest.drop(while: \.isWhitespace)
    }
    return nil
  }

  private static func skip(_ rest: inout Substring, behind end: String) {
    while !rest.isEmpty, !rest.hasPrefix(end) { rest = rest.dropFirst() }
    rest = rest.dropFirst(end.count)
  }

  /// A document type may hold declarations in brackets, with a `>` each.
  private static func skipDocumentType(_ rest: inout Substring) {
    let head = rest.prefix { $0 != ">" }
    if head.contains("[") { skip(&rest, behind: "]") }
    skip(&rest, behind: ">")
  }

  private static func element(_ rest: Substring) -> Substring? {
    let name = rest.dropFirst().prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
    guard name.split(separator: ":").last == "svg" else { return nil }
    return rest.prefix { $0 != ">" }
  }
}
