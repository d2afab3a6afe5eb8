/// The size that a window asks for, before anybody has said otherwise.
package enum WindowSize {
  /// A window that waits for its first frame.
  package static let waiting = Size(width: 640, height: 400)
  /// Smaller pictures get a window that can still be seen and handled.
  package static let least = Size(width: 64, height: 64)

  /// For a first frame of that size: its own, fitted into nine tenths of the monitor.
  package static func first(for image: Size, on monitor: Size) -> Size {
    let room = Size(width: monitor.width * 9 / 10, height: monitor.height * 9 / 10)
    let fitted = image.shrunk(into: room)
    return Size(
      width: max(fitted.width, least.width), height: max(fitted.height, least.height))
  }
}
