/// The root element of an SVG file, found without an XML parser; librsvg is the one that judges.
enum SVGHeader {
  static func begins(_ file: FileBytes) -> Bool { rootElement(file) != nil }

  /// The intrinsic size in pixels (CSS Images 3, 4.1; SVG 2, 8.12): width and height, where one
  /// lacks by the view box's ratio, and the view box's own where both do.
  ///
  /// - Returns: nil when the element says nothing of it.
  /// - Throws: when what it says is not a size.
  static func size(_ file: FileBytes) throws(DecodingError) -> (width: Int, height: Int)? {
    guard let root = rootElement(file) else { return nil }
    let (width, height) = (length(of: "width", in: root), length(of: "height", in: root))
    let box = viewBoxSize(root)
    let size: (width: Double, height: Double)
    switch (width, height, box) {
    case (.pixels(let width), .pixels(let height), _): size = (width, height)
    case (.pixels(let width), _, let box?): size = (width, width * box.height / box.width)
    case (_, .pixels(let height), let box?): size = (height * box.width / box.height, height)
    case (_, _, let box?): size = box
    // What CSS gives an element without a size: 300 by 150.
    case (.pixels(let width), _, nil): size = (width, 150)
    case (_, .pixels(let height), nil): size = (300, height)
    default: return nil
    }
    let sides = Double.leastNonzeroMagnitude..<1e9
    guard sides.contains(size.width), sides.contains(size.height) else {
      throw .corrupt(.svg, "its size makes no sense")
    }
    return (whole(size.width), whole(size.height))
  }

  private static func whole(_ length: Double) -> Int {
    max(1, Int(length.rounded(.toNearestOrEven)))
  }

  /// What a width or a height says.
  private enum Length: Equatable {
    /// Nothing that counts, or a part of what the picture is shown in.
    case automatic
    case pixels(Double)
  }

  private static func length(of name: String, in root: Substring) -> Length {
    guard let text = value(of: name, in: root) else { return .automatic }
    let length = text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    let number = number(length)
    guard let value = Double(number) else { return .automatic }
    let unit = length.dropFirst(number.count).lowercased()
    return units[Substring(unit)].map { .pixels(value * $0) } ?? .automatic
  }

  /// As much of a length as is its number: an "e" begins an exponent only in front of digits.
  private static func number(_ length: Substring) -> Substring {
    var number = length.prefix { $0.isNumber || "+-.eE".contains($0) }
    while let last = number.last, !last.isNumber, last != "." { number = number.dropLast() }
    return number
  }

  /// The last two of a view box's four numbers, which white space or commas separate (SVG 1.1, 7.7);
  /// nil where they are no size.
  private static func viewBoxSize(_ root: Substring) -> (width: Double, height: Double)? {
    let numbers = value(of: "viewBox", in: root)?.split { $0.isWhitespace || $0 == "," }
    guard let numbers, numbers.count == 4, let width = Double(numbers[2]),
      let height = Double(numbers[3]), width > 0, height > 0, width.isFinite, height.isFinite
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

  /// Pixels in one unit (CSS Values 3, 6.2, and 6.1 with the default font of 16 pixels).
  private static let units: [Substring: Double] = [
    "": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "q": 96 / 101.6,
    "cm": 96 / 2.54, "in": 96, "em": 16, "rem": 16, "ex": 8, "ch": 8,
  ]
}
