package import Pixels

/// Where a picture stands in a window: a pure value, from which all drawing follows.
package struct View: Equatable, Sendable {
  /// The picture's own size, as it is stored.
  package let image: Size
  /// The window's size.
  package let window: Size
  /// How it is looked at.
  package let look: Look

  /// A view of a picture in a window.
  package init(image: Size, window: Size, look: Look = Look()) {
    self.image = image
    self.window = window
    self.look = look
  }

  /// The picture's own size, as it is turned.
  package var turned: Size {
    look.orientation.swapsSides ? Size(width: image.height, height: image.width) : image
  }

  /// The whole picture in window coordinates, as it is turned.
  package var picture: PixelRect {
    let size = scaled
    let centre = look.orientation.seen(look.centre.x, look.centre.y)
    return PixelRect(
      x: Self.origin(of: size.width, in: window.width, centre: centre.x),
      y: Self.origin(of: size.height, in: window.height, centre: centre.y),
      width: size.width, height: size.height)
  }

  /// Pixels of the window for one of the picture.
  package var scale: Double {
    switch look.scale {
    case .zoom(let zoom): return zoom
    case .fit:
      // The longer side is rounded the least.
      let (turned, scaled) = (turned, scaled)
      return turned.width >= turned.height
        ? Double(scaled.width) / Double(turned.width)
        : Double(scaled.height) / Double(turned.height)
    }
  }

  private var scaled: Size {
    switch look.scale {
    case .fit(.shrink): turned.shrunk(into: window)
    case .fit(.fit): turned.fitted(into: window)
    case .fit(.fill): turned.filling(window)
    case .fit(.none): turned
    case .zoom(let zoom): turned.scaled(by: zoom)
    }
  }

  /// Where `picture` begins, before it is moved to whole pixels: zooming in and out again leads
  /// back to the same place.
  package var exactOrigin: (x: Double, y: Double) {
    let size = scaled
    let centre = look.orientation.seen(look.centre.x, look.centre.y)
    return (
      Self.exactOrigin(of: size.width, in: window.width, centre: centre.x),
      Self.exactOrigin(of: size.height, in: window.height, centre: centre.y)
    )
  }

  private static func origin(of side: Int, in window: Int, centre: Double) -> Int {
    if side <= window { return (window - side) / 2 }
    return Int(exactOrigin(of: side, in: window, centre: centre).rounded())
  }

  /// A side that is longer than the window's covers it; a shorter one is in its middle.
  private static func exactOrigin(of side: Int, in window: Int, centre: Double) -> Double {
    if side <= window { return Double(window - side) / 2 }
    return min(0, max(Double(window - side), Double(window) / 2 - centre * Double(side)))
  }

  /// Whether one pixel of the picture is one pixel of the window, and where it is stored.
  package var isUnscaled: Bool { look.orientation == .upright && scaled == image }

  /// The part of `picture` that lies in the window.
  package var visible: PixelRect { picture.intersection(PixelRect(window)) }

  /// `visible` in the coordinates of the (scaled and turned) picture.
  package var crop: PixelRect {
    let picture = picture
    return visible.from(x: picture.x, y: picture.y)
  }
}

extension View {
  /// The part of the picture that is visible, as it is stored; nil where none is.
  package var storedPart: PixelRect? {
    let visible = visible
    guard !visible.isEmpty, let first = pixel(atX: visible.x, y: visible.y),
      let last = pixel(atX: visible.maxX - 1, y: visible.maxY - 1)
    else { return nil }
    return PixelRect(
      x: min(first.x, last.x), y: min(first.y, last.y), width: abs(last.x - first.x) + 1,
      height: abs(last.y - first.y) + 1)
  }

  /// The place in the picture, as it is stored and in its pixels, of a place in the window; also
  /// outside of the picture.
  package func place(of point: Point) -> Point {
    let picture = picture
    let stored = look.orientation.stored(
      (point.x - Double(picture.x)) / Double(picture.width),
      (point.y - Double(picture.y)) / Double(picture.height))
    return Point(x: stored.x * Double(image.width), y: stored.y * Double(image.height))
  }

  /// Where a part of the picture, as it is stored, stands in the window.
  package func frame(of part: PixelRect) -> PixelRect {
    let (one, other) = (corner(atX: part.x, y: part.y), corner(atX: part.maxX, y: part.maxY))
    return PixelRect(
      x: min(one.x, other.x), y: min(one.y, other.y), width: abs(other.x - one.x),
      height: abs(other.y - one.y))
  }

  /// A corner of a pixel of the picture, as the nearest corner of one of the window.
  private func corner(atX x: Int, y: Int) -> (x: Int, y: Int) {
    let seen = look.orientation.seen(
      Double(x) / Double(image.width), Double(y) / Double(image.height))
    let picture = picture
    return (
      picture.x + Int((seen.x * Double(picture.width)).rounded()),
      picture.y + Int((seen.y * Double(picture.height)).rounded())
    )
  }

  /// The pixel of the picture, as it is stored, that the pixel of the window at (`x`, `y`) shows;
  /// nil outside of the picture.
  package func pixel(atX x: Int, y: Int) -> (x: Int, y: Int)? {
    let picture = picture
    guard picture.contains(x: x, y: y) else { return nil }
    let stored = look.orientation.stored(
      (Double(x - picture.x) + 0.5) / Double(picture.width),
      (Double(y - picture.y) + 0.5) / Double(picture.height))
    return (
      min(image.width - 1, Int(stored.x * Double(image.width))),
      min(image.height - 1, Int(stored.y * Double(image.height)))
    )
  }
}
