import Pixels

/// Where a picture stands in a window: a pure value, from which all drawing follows.
///
/// A picture that is larger than the window is fitted into it, its aspect kept; a smaller one stands
/// in the middle, pixel for pixel.
struct View: Equatable, Sendable {
  /// The picture's own size.
  let image: Size
  /// The window's size.
  let window: Size

  /// The whole picture in window coordinates.
  var picture: PixelRect {
    let size = image.fitted(into: window)
    return PixelRect(
      x: (window.width - size.width) / 2, y: (window.height - size.height) / 2,
      width: size.width, height: size.height)
  }

  /// Whether one pixel of the picture is one pixel of the window.
  var isUnscaled: Bool { Size(picture) == image }

  /// The part of `picture` that lies in the window.
  var visible: PixelRect { picture.intersection(PixelRect(window)) }

  /// `visible` in the coordinates of the (scaled) picture.
  var crop: PixelRect {
    let (visible, picture) = (visible, picture)
    return PixelRect(
      x: visible.x - picture.x, y: visible.y - picture.y,
      width: visible.width, height: visible.height)
  }

  /// Bytes of a picture of the whole window.
  var windowByteCount: Int { window.width * window.height * 4 }

  /// The rest of the window: at most four rectangles that do not overlap.
  var bars: [PixelRect] { PixelRect(window).subtracting(visible) }
}

extension Size {
  /// This size, or if it does not fit, the largest of the same aspect that does; never below 1x1.
  func fitted(into bounds: Size) -> Size {
    if width <= bounds.width && height <= bounds.height { return self }
    // Compared crosswise, since integers are exact: which side needs the smaller scale?
    if bounds.width * height <= bounds.height * width {
      return Size(
        width: max(1, bounds.width),
        height: max(1, (height * bounds.width + width / 2) / width))
    }
    return Size(
      width: max(1, (width * bounds.height + height / 2) / height),
      height: max(1, bounds.height))
  }
}
