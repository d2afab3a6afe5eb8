internal import Pixels

/// Frames that are composed as they are stored, and shown upright.
final class UprightFrames: AnimationFrames {
  private var frames: any AnimationFrames
  private var stored: Bitmap
  private let orientation: Orientation

  init(
    _ frames: any AnimationFrames, composedOn stored: consuming Bitmap, orientation: Orientation
  ) {
    self.frames = frames
    self.stored = stored
    self.orientation = orientation
  }

  func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration? {
    guard let delay = try frames.next(onto: &stored) else { return nil }
    stored.draw(orientation, into: &canvas)
    return delay
  }
}
