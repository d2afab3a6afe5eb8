/// Where and how large the window starts.
struct Placement {
  let size: Size
  /// The top left corner; `nil` leaves it to the window manager.
  let corner: (x: Int, y: Int)?
  let firstSize: FirstSize

  /// The user's geometry, else the first frame's size, else that of a window that waits for one.
  init(geometry: Geometry?, firstFrame: Size?, on display: Display) {
    if let size = geometry?.size {
      self.size = size
      firstSize = .settled
    } else if let firstFrame {
      size = WindowSize.first(for: firstFrame, on: Size(Monitor.atPointer(of: display)))
      firstSize = .settled
    } else {
      size = WindowSize.waiting.shrunk(into: Size(Monitor.atPointer(of: display)))
      firstSize = .open(size)
    }
    corner = geometry?.place?.corner(of: size, on: display.size)
  }
}
