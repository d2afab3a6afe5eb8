package import Pixels

/// Where the pictures of several channels stand in a window: cells of one size in columns and rows,
/// from the upper left on. A pure value.
package struct GridLayout: Equatable, Sendable {
  package let shape: GridShape
  /// One for each picture, with a gap between each two; none is empty.
  package let cells: [PixelRect]

  /// Between two cells, in pixels of the window.
  package static let gap = 4

  /// - Parameters:
  ///   - pictures: Their sizes, of which there is one at least; nil for one that has not come yet.
  ///   - shape: Columns and rows that have room for all; nil for those that suit the pictures best.
  package init(of pictures: [Size?], in window: Size, shape: GridShape? = nil) {
    self.shape = shape ?? Self.shape(for: pictures, in: window)
    cells = Self.cells(self.shape, in: window, count: pictures.count)
  }

  /// Columns and rows in which pictures cover most of the window; where that is alike, those with
  /// the fewest free places, and then side by side.
  static func shape(for pictures: [Size?], in window: Size) -> GridShape {
    let sizes = known(pictures)
    let shapes = (1...max(1, sizes.count)).map { columns in
      GridShape(columns: columns, rows: (sizes.count + columns - 1) / columns)
    }
    let ranks = shapes.map { shape in
      (covered(by: sizes, shape, in: window), -shape.count, shape.columns)
    }
    let best = ranks.indices.max { ranks[$0] < ranks[$1] }
    return shapes[best ?? 0]
  }

  /// The window that shows each picture at 100 %, in the columns and rows that suit a monitor.
  package static func size(
    for pictures: [Size?], on monitor: Size, shape: GridShape? = nil
  ) -> Size {
    let sizes = known(pictures)
    let shape = shape ?? Self.shape(for: pictures, in: monitor)
    let (width, height) = (sizes.map(\.width).max() ?? 1, sizes.map(\.height).max() ?? 1)
    return Size(
      width: shape.columns * (width + gap) - gap, height: shape.rows * (height + gap) - gap)
  }

  /// A picture that has not come yet counts as one like the first that has.
  private static func known(_ pictures: [Size?]) -> [Size] {
    let standard = pictures.lazy.compactMap { $0 }.first ?? WindowSize.waiting()
    return pictures.map { $0 ?? standard }
  }

  private static func covered(by sizes: [Size], _ shape: GridShape, in window: Size) -> Int {
    zip(sizes, cells(shape, in: window, count: sizes.count)).reduce(0) { sum, pair in
      let fitted = pair.0.fitted(into: Size(pair.1))
      return sum + fitted.width * fitted.height
    }
  }

  private static func cells(_ shape: GridShape, in window: Size, count: Int) -> [PixelRect] {
    (0..<count).map { index in
      let (x, width) = span(index % shape.columns, of: shape.columns, in: window.width)
      let (y, height) = span(index / shape.columns, of: shape.rows, in: window.height)
      return PixelRect(x: x, y: y, width: width, height: height)
    }
  }

  /// Where a column or row begins, and how long it is: the window is divided to its last pixel.
  private static func span(_ index: Int, of count: Int, in side: Int) -> (Int, Int) {
    let start = index * (side + gap) / count
    return (start, max(1, (index + 1) * (side + gap) / count - gap - start))
  }
}
