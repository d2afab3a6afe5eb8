/// What the root element of an SVG file says of the picture's size.
enum SVGHeader {
  /// The intrinsic size in pixels (CSS Images 3, 4.1; SVG 2, 8.12): width and height, where one
  /// lacks by the view box's ratio, and the view box's own where both do.
  ///
  /// - Returns: nil when the element says nothing of it.
  /// - Throws: when what it says is not a size.
  static func size(_ file: FileBytes) throws(DecodingError) -> (width: Int, height: Int)? {
    guard let root = SVGRoot(file) else { return nil }
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

  private static func length(of name: String, in root: SVGRoot) -> Length {
    guard let text = root.value(of: name) else { return .automatic }
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

  /// The last two of a view box's four numbers, which white space or commas separate (SVG 1.1,
  /// 7.7); nil where they are not a size.
  private static func viewBoxSize(_ root: SVGRoot) -> (width: Double, height: Double)? {
    let numbers = root.value(of: "viewBox")?.split { $0.isWhitespace || $0 == "," }
    guard let numbers, numbers.count == 4, let width = Double(numbers[2]),
      let height = Double(numbers[3]), width > 0, height > 0, width.isFinite, height.isFinite
    else { return nil }
    return (width, height)
  }

  /// Pixels in one unit (CSS Values 3, 6.2, and 6.1 with the default font of 16 pixels).
  private static let units: [Substring: Double] = [
    "": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "q": 96 / 101.6,
    "cm": 96 / 2.54, "in": 96, "em": 16, "rem": 16, "ex": 8, "ch": 8,
  ]
}
