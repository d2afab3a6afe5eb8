/// The root element of an SVG file, found without an XML parser; librsvg is the one that judges.
enum SVGHeader {
  private static let longestProlog = 64 << 10

  static func begins(_ file: FileBytes) -> Bool { rootElement(file) != nil }

  /// Width and height in pixels, rounded up; nil when they are not both given as lengths.
  static func size(_ file: FileBytes) -> (width: Int, height: Int)? {
    guard let root = rootElement(file), let width = length("width", in: root),
      let height = length("height", in: root)
    else { return nil }
    return (width, height)
  }

  /// The text from `<svg` to the `>` that ends it.
  private static func rootElement(_ file: FileBytes) -> Substring? {
    guard let first = file.raw.first(where: { !PNMTokens.isSpace($0) }),
      first == UInt8(ascii: "<") || first == 0xEF
    else { return nil }
    let text = String(decoding: file.raw.prefix(longestProlog), as: UTF8.self)
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

  private static func length(_ name: String, in element: Substring) -> Int? {
    // Attributes are `name = "value"`; a space in front keeps `stroke-width` out.
    for part in element.split(whereSeparator: \.isWhitespace) where part.hasPrefix(name) {
      let value = part.dropFirst(name.count)
      guard value.hasPrefix("="), let quote = value.dropFirst().first, quote == "\"" || quote == "'"
      else { continue }
      return pixels(value.dropFirst(2).prefix { $0 != quote })
    }
    return nil
  }

  /// Pixels in one unit (CSS Values 3, 6.2).
  private static let units: [Substring: Double] = [
    "": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96,
  ]

  private static func pixels(_ length: Substring) -> Int? {
    let number = length.prefix { $0.isNumber || "+-.eE".contains($0) }
    guard let value = Double(number), let unit = units[length.dropFirst(number.count)] else {
      return nil
    }
    let pixels = (value * unit).rounded(.up)
    return pixels >= 1 ? Int(min(pixels, 1e9)) : nil
  }
}
