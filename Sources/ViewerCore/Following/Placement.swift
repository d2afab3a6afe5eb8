package import Pixels

/// Where and how large the window starts.
package struct Placement {
  package let size: Size
  /// The top left corner; `nil` leaves it to the window manager.
  package let corner: (x: Int, y: Int)?
  package let firstSize: FirstSize

  /// The user's geometry, else the first frame's size, else that of a window that waits for one.
  ///
  /// - Parameters:
  ///   - monitor: The one that the user chose.
  ///   - screen: All of it, which may be several monitors.
  ///   - resolution: Dots per inch, by which small windows grow.
  ///   - isCentred: Whether the window stands in a monitor's middle if nobody says where.
  ///   - present: The monitor that the window will come to if nobody chose one; asked for only if
  ///     it matters.
  package init(
    geometry: Geometry?, firstFrame: Size?, monitor: PixelRect?, screen: Size,
    resolution: Double = TextResolution.standard, isCentred: Bool = false,
    present: () -> PixelRect
  ) {
    if let size = geometry?.size {
      self.size = size
      firstSize = .settled
    } else if let firstFrame {
      size = WindowSize.first(for: firstFrame, on: Size(monitor ?? present()), at: resolution)
      firstSize = .settled
    } else {
      size = WindowSize.waiting(at: resolution).shrunk(into: Size(monitor ?? present()))
      firstSize = .open(size)
    }
    corner = Self.corner(
      of: size, at: geometry?.place,
      monitor: monitor ?? (isCentred && geometry?.place == nil ? present() : nil), screen: screen)
  }

  /// The top left corner that the user asks for: a place on the chosen monitor, or else on the
  /// screen; the monitor's middle if only that is chosen.
  package static func corner(
    of size: Size, at place: Geometry.Place?, monitor: PixelRect?, screen: Size
  ) -> (x: Int, y: Int)? {
    let area = monitor ?? PixelRect(screen)
    if let place {
      let corner = place.corner(of: size, on: Size(area))
      return Geometry.representable(x: area.x + corner.x, y: area.y + corner.y)
    }
    guard monitor != nil else { return nil }
    return Geometry.representable(
      x: area.x + (area.width - size.width) / 2, y: area.y + (area.height - size.height) / 2)
  }
}
