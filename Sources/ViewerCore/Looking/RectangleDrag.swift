import Pixels

/// A rectangle that a person draws over the picture, for programs that listen: a pure value.
struct RectangleDrag: Equatable, Sendable {
  /// Where it began, in pixels of the picture as it is stored.
  private let start: Point
  /// Where the pointer is; nil until it has moved.
  private var end: Point?

  init(at start: Point) { self.start = start }

  /// The pointer has come to that place of the picture.
  mutating func move(to place: Point) { end = place }

  /// The pixels that it covers, also in part, of a picture of that size; nil for none.
  func part(of image: Size) -> PixelRect? {
    guard let end else { return nil }
    let columns = Self.span(start.x, end.x, of: image.width)
    let rows = Self.span(start.y, end.y, of: image.height)
    if columns.isEmpty || rows.isEmpty { return nil }
    return PixelRect(
      x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
  }

  private static func span(_ start: Double, _ end: Double, of count: Int) -> Range<Int> {
    func clamped(_ place: Double) -> Int { Int(min(max(place, 0), Double(count))) }
    return clamped(min(start, end).rounded(.down))..<clamped(max(start, end).rounded(.up))
  }
}
