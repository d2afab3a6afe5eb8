/// The size that a window asks for, before anybody has said otherwise.
package enum WindowSize {
  /// A window that waits for its first frame.
  ///
  /// - Parameter resolution: Dots per inch, by which what stands in it grows.
  package static func waiting(at resolution: Double = TextResolution.standard) -> Size {
    scaled(Size(width: 640, height: 400), to: resolution)
  }

  /// Smaller pictures get a window that can still be seen and handled.
  package static func least(at resolution: Double = TextResolution.standard) -> Size {
    scaled(Size(width: 64, height: 64), to: resolution)
  }

  /// For a first frame of that size: its own, fitted into nine tenths of the monitor.
  package static func first(
    for image: Size, on monitor: Size, at resolution: Double = TextResolution.standard
  ) -> Size {
    let least = least(at: resolution)
    let room = Size(width: monitor.width * 9 / 10, height: monitor.height * 9 / 10)
    let fitted = image.shrunk(into: room)
    return Size(
      width: max(fitted.width, least.width), height: max(fitted.height, least.height))
  }

  private static func scaled(_ size: Size, to resolution: Double) -> Size {
    // A desktop that asks for small text has no smaller pictures.
    let scale = max(1, resolution / TextResolution.standard)
    return Size(
      width: Int((Double(size.width) * scale).rounded()),
      height: Int((Double(size.height) * scale).rounded()))
  }
}
