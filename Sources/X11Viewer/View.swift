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
  var picture: Rectangle {
    let size = image.fitted(into: window)
    return Rectangle(
      x: (window.width - size.width) / 2, y: (window.height - size.height) / 2,
      width: size.width, height: size.height)
  }

  /// Whether one pixel of the picture is one pixel of the window.
  var isUnscaled: Bool { picture.size == image }

  /// The part of `picture` that lies in the window.
  var visible: Rectangle { picture.intersection(Rectangle(window)) }

  /// `visible` in the coordinates of the (scaled) picture: what a presenter has to make.
  var crop: Rectangle {
    let visible = visible
    return Rectangle(
      x: visible.x - picture.x, y: visible.y - picture.y,
      width: visible.width, height: visible.height)
  }

  /// The rest of the window: at most four rectangles that do not overlap.
  var bars: [Rectangle] {
    let picture = visible
    let right = picture.x + picture.width
    let bottom = picture.y + picture.height
    let all = [
      Rectangle(x: 0, y: 0, width: window.width, height: picture.y),
      Rectangle(x: 0, y: bottom, width: window.width, height: window.height - bottom),
      Rectangle(x: 0, y: picture.y, width: picture.x, height: picture.height),
      Rectangle(
        x: right, y: picture.y, width: window.width - right, height: picture.height),
    ]
    return all.filter { !$0.isEmpty }
  }
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
