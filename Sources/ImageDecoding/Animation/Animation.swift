package import Pixels

/// An animated picture, composed frame by frame onto one canvas as it is played.
///
/// The frames are decoded as they come; beside the canvas there is never more than one of them, and
/// a copy of what it covers if that has to come back.
package struct Animation: ~Copyable {
  /// What has been drawn last, whole and upright; transparent before the first frame.
  ///
  /// Its size stays; `isOpaque` is true to each frame.
  package private(set) var canvas: Bitmap
  private var frames: any AnimationFrames
  private let timing: AnimationTiming
  /// What has become of the file's profile; nil where it has none.
  package private(set) var profile: ProfileFate?
  /// What has become of the file's colors, for people; nil where there is nothing to say.
  package var remark: String? { profile?.remark }

  /// Frames in one pass: 2 or more.
  package var frameCount: Int { timing.frameCount }
  /// How many passes the file asks for; 0 is for ever.
  package var loopCount: Int { timing.loopCount }
  /// How long one pass takes: the sum of what `next()` returns.
  package var passDuration: Duration { timing.passDuration }

  /// - Parameter canvas: of the size that the frames are made for, zero.
  init(canvas: consuming Bitmap, frames: any AnimationFrames, timing: AnimationTiming) {
    self.canvas = canvas
    self.frames = frames
    self.timing = timing
  }

  /// Makes an animation of frames that are stored in another orientation than they are shown in.
  init(
    canvas: consuming Bitmap, frames: any AnimationFrames, timing: AnimationTiming,
    orientation: Orientation, profile: ProfileFate? = nil
  ) throws(DecodingError) {
    if orientation == .upright {
      self.init(canvas: canvas, frames: frames, timing: timing)
    } else {
      let isTurned = orientation.swapsSides
      let shown = try makeBitmap(
        width: isTurned ? canvas.height : canvas.width,
        height: isTurned ? canvas.width : canvas.height)
      let upright = UprightFrames(frames, composedOn: canvas, orientation: orientation)
      self.init(canvas: shown, frames: upright, timing: timing)
    }
    self.profile = profile
  }

  /// Draws the next frame onto `canvas`, and returns for how long it is to be seen.
  ///
  /// - Returns: nil at the end of a pass, with the last frame still on the canvas; the call after
  ///   that draws the first frame again.
  /// - Throws: when the frame's own data is damaged; then it gives no more frames.
  package mutating func next() throws(DecodingError) -> Duration? {
    guard let delay = try frames.next(onto: &canvas) else { return nil }
    canvas.findOpacity()
    return AnimationTiming.shown(delay)
  }
}
