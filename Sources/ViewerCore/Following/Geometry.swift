/// The value of `--geometry`: `WxH`, `WxH+X+Y` or `+X+Y`, as X programs take it.
package struct Geometry: Equatable, Sendable {
  /// The window's size, if it is given.
  package var size: Size?
  /// The window's place, if it is given.
  package var place: Place?

  /// Distances from the left and the top edge of the screen, or from the right and the bottom one
  /// where the sign is a minus (`-0-0` is the bottom right corner).
  package struct Place: Equatable, Sendable {
    package var x: Int
    package var y: Int
    package var isFromRight: Bool
    package var isFromBottom: Bool
  }

  /// The most that X can say of a window's side (a coordinate has 16 bits with sign).
  package static let longestSide = 32_767
}

extension Geometry {
  /// `nil` for anything that is not a geometry, and for a side that X has no number for.
  package init?(argument: String) {
    var rest = argument[...]
    if let width = Self.takeNumber(from: &rest) {
      guard rest.popFirst().map({ $0 == "x" || $0 == "X" }) == true,
        let height = Self.takeNumber(from: &rest),
        (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height)
      else { return nil }
      size = Size(width: width, height: height)
    }
    if !rest.isEmpty {
      guard let x = Self.takeOffset(from: &rest), let y = Self.takeOffset(from: &rest),
        rest.isEmpty
      else { return nil }
      place = Place(
        x: x.distance, y: y.distance, isFromRight: x.isFromEnd, isFromBottom: y.isFromEnd)
    }
    if size == nil && place == nil { return nil }
  }

  private static func takeNumber(from text: inout Substring) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    text = text.dropFirst(digits.count)
    return number
  }

  private static func takeOffset(from text: inout Substring) -> (distance: Int, isFromEnd: Bool)? {
    guard let edge = text.popFirst(), edge == "+" || edge == "-" else { return nil }
    // `+-5` lies 5 beyond the left edge.
    let sign = text.first == "-" ? -1 : 1
    if sign < 0 { text = text.dropFirst() }
    guard let number = takeNumber(from: &text), number <= longestSide else { return nil }
    return (number * sign, edge == "-")
  }
}

extension Geometry.Place {
  /// Whether the place depends on the window's size.
  package var isFromFarEdge: Bool { isFromRight || isFromBottom }

  /// The top left corner of a window of that size on such a screen; the nearest that X can say,
  /// whose positions have 16 bits with sign.
  package func corner(of size: Size, on screen: Size) -> (x: Int, y: Int) {
    let corner = (
      isFromRight ? screen.width - size.width - x : x,
      isFromBottom ? screen.height - size.height - y : y
    )
    return Geometry.representable(x: corner.0, y: corner.1)
  }
}

extension Geometry {
  /// The nearest place that X has numbers for: 16 bits with sign.
  package static func representable(x: Int, y: Int) -> (x: Int, y: Int) {
    (Int(Int16(clamping: x)), Int(Int16(clamping: y)))
  }
}
