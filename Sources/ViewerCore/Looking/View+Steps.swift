import Pixels

/// What keys, the wheel and dragging make of a look; the window and the picture stay.
extension View {
  /// Zooms by steps of the ladder; what is under (`x`, `y`) of the window stays there, if the edges
  /// of the picture let it.
  package func zoomed(by steps: Int, atX x: Double, y: Double) -> Look {
    let zoom = Zoom.step(from: scale, by: steps)
    // A fit may lie beyond the ends of the ladder.
    return (zoom > scale) == (steps > 0) ? zoomed(to: zoom, atX: x, y: y) : look
  }

  /// Zooms to a scale; what is under (`x`, `y`) of the window stays there, if the edges of the
  /// picture let it.
  package func zoomed(to zoom: Double, atX x: Double, y: Double) -> Look {
    let (origin, size) = (exactOrigin, Size(picture))
    var look = look
    look.scale = .zoom(Zoom.clamped(zoom))
    let newSize = turned.scaled(by: Zoom.clamped(zoom))
    look.centre = place(
      Self.centre(
        keeping: x, of: (origin.x, size.width), in: window.width, newSide: newSize.width),
      Self.centre(
        keeping: y, of: (origin.y, size.height), in: window.height, newSide: newSize.height))
    return look
  }

  private static func centre(
    keeping point: Double, of side: (start: Double, length: Int), in window: Int, newSide: Int
  ) -> Double {
    let share = (point - side.start) / Double(side.length)
    let start = point - share * Double(newSide)
    return inside(start, newSide, window)
  }

  /// The center that puts a side's start there, or as near as its edges may be.
  private static func inside(_ start: Double, _ side: Int, _ window: Int) -> Double {
    if side <= window { return 0.5 }
    let start = min(0, max(Double(window - side), start))
    return (Double(window) / 2 - start) / Double(side)
  }

  /// Moves the picture by whole pixels of the window; its edges stop at the window's.
  package func panned(x: Int, y: Int) -> Look {
    let picture = picture
    var look = look
    look.centre = place(
      Self.inside(Double(picture.x + x), picture.width, window.width),
      Self.inside(Double(picture.y + y), picture.height, window.height))
    return look
  }

  /// Another fit, with the middle in the middle.
  package func fitted(_ fit: Look.Fit) -> Look {
    var look = look
    look.scale = .fit(fit)
    look.centre = .middle
    return look
  }

  /// The same, turned by so many quarters clockwise as it is seen.
  package func turned(quarters: Int) -> Look {
    var look = look
    look.orientation = look.orientation.turned(quarters: quarters)
    return look
  }

  /// The same, with what is left as it is seen on the right.
  package var mirroredSideways: Look {
    var look = look
    look.orientation = look.orientation.mirroredSideways
    return look
  }

  /// The same, with what is at the top as it is seen at the bottom.
  package var mirroredUpDown: Look {
    var look = look
    look.orientation = look.orientation.mirroredUpDown
    return look
  }

  private func place(_ seenX: Double, _ seenY: Double) -> Look.Place {
    let stored = look.orientation.stored(seenX, seenY)
    return Look.Place(x: stored.x, y: stored.y)
  }
}
