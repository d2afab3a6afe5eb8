/// The root element of an SVG file, found without an XML parser; librsvg is the one that judges.
enum SVGHeader {
  static func begins(_ file: FileBytes) -> Bool { rootElement(file) != nil }

  /// Width and height in pixels, as Imlib2 takes them: the view box's where the element has not both,
  /// or parts of the window's in percent; nil when they are in no plain unit, or nowhere.
  static func size(_ file: FileBytes) -> (width: Int, height: Int)? {
    guard let root = rootElement(file) else { return nil }
    let (width, height) = (value(of: "width", in: root), value(of: "height", in: root))
    guard let width, let height, !width.hasSuffix("%"), !height.hasSuffix("%") else {
      return viewBoxSize(root)
    }
    guard let width = pixels(width), let height = pixels(height) else { return nil }
    return (width, height)
  }

  /// The last two of a view box's four numbers, which white space or commas separate (SVG 1.1, 7.7).
  private static func viewBoxSize(_ root: Substring) -> (width: Int, height: Int)? {
    let numbers = value(of: "viewBox", in: root)?.split { $0.isWhitespace || $0 == "," }
    guard let numbers, numbers.count == 4, let width = pixels(numbers[2]),
      let height = pixels(numbers[3])
    else { return nil }
    return (width, height)
  }

  /// The text from `<svg` to the `>` that ends it.
  private static func rootElement(_ file: FileBytes) -> Substring? {
    guard let first = unsafe file.raw.first(where: { !PNMTokens.isSpace($0) }),
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

  /// The value of the attribute with that name.
  private static func value(of name: String, in element: Substring) -> Substring? {
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

  /// Pixels in one unit (CSS Values 3, 6.2).
  private static let units: [Substring: Double] = [
    "": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96,
  ]

  private static func pixels(_ length: Substring) -> Int? {
    let length = length.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    let number = length.prefix { $0.isNumber || "+-.eE".contains($0) }
    guard let value = Double(number), let unit = units[length.dropFirst(number.count)] else {
      return nil
    }
    let pixels = (value * unit).rounded(.toNearestOrEven)
    return pixels >= 1 ? Int(min(pixels, 1e9)) : nil
  }
}
