import ShmChannel

/// One drawing of a frame that is turned or flipped on its way to the window: drawn aside as it is
/// stored, as much of it as is seen, and turned from there.
struct TurnedDrawing {
  let orientation: Orientation
  /// The window's pixels to draw.
  let visible: PixelRect
  /// The visible part as it is stored, drawn into memory of its own size.
  let drawing: Drawing

  /// - Parameter destination: Where all of the picture goes, turned.
  init(
    layout: FrameLayout, orientation: Orientation, destination: PixelRect, visible: PixelRect
  ) {
    self.orientation = orientation
    self.visible = visible
    let part = PixelRect(
      x: visible.x - destination.x, y: visible.y - destination.y,
      width: visible.width, height: visible.height)
    let stored = orientation.stored(
      part, width: destination.width, height: destination.height)
    let isSideways = orientation.swapsSides
    drawing = Drawing(
      layout: layout,
      destination: PixelRect(
        x: -stored.x, y: -stored.y,
        width: isSideways ? destination.height : destination.width,
        height: isSideways ? destination.width : destination.height),
      visible: PixelRect(x: 0, y: 0, width: stored.width, height: stored.height))
  }
}
