package import Pixels

/// An animated picture, composed frame by frame onto one canvas as it is played.
///
/// The frames are decoded as they come; beside the canvas there is never more than one of them.
package struct Animation: ~Copyable {
  /// What has been drawn last, whole and upright; transparent before the first frame.
  ///
  /// Its size stays; `isOpaque` is true to each frame.
  package private(set) var canvas: Bitmap
  private let timing: AnimationTiming
  private var frames: any AnimationFrames

  /// Frames in one pass: 2 or more.
  package var frameCount: Int { timing.frameCount }
  /// How many passes the file asks for; 0 is for ever.
  package var loopCount: Int { timing.loopCount }
  /// How long one pass takes: the sum of what `next()` returns.
  package var passDuration: Duration { timing.passDuration }

  /// - Parameter canvas: of the size that the frames are made for.
  init(canvas: consuming Bitmap, frames: any AnimationFrames, timing: AnimationTiming) {
    self.canvas = canvas
    self.frames = frames
    self.timing = timing
  }

  /// Draws the next frame onto `canvas`, and returns for how long it is to be seen.
  ///
  /// - Returns: nil at the end of a pass, with the last frame still on the canvas; the call after
  ///   that draws the first frame again.
  /// - Throws: when the frame's own data is damaged; then nothing more is to be had of it.
  package mutating func next() throws(DecodingError) -> Duration? {
    guard let delay = try frames.next(onto: &canvas) else { return nil }
    canvas.findOpacity()
    return AnimationTiming.shown(delay)
  }
}

/// What composes the frames of one type of file.
protocol AnimationFrames {
  /// Draws the next frame over what it left on `canvas` before, and returns the delay that the file
  /// has for it; nil at the end of a pass, after which it starts over.
  mutating func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration?
}

/// How long, and how often, the frames of an animation are shown.
struct AnimationTiming {
  private(set) var frameCount = 0
  private(set) var passDuration = Duration.zero
  /// Passes; 0 is for ever.
  var loopCount = 1

  /// Counts one frame more, with the delay that the file has for it.
  mutating func append(_ delay: Duration) {
    frameCount += 1
    passDuration += Self.shown(delay)
  }

  /// The time for a frame: writers that meant "as fast as it goes" are shown at ten frames a second,
  /// as in browsers.
  static func shown(_ delay: Duration) -> Duration {
    delay <= .milliseconds(10) ? .milliseconds(100) : delay
  }
}
