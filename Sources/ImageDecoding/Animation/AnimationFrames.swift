internal import Pixels

/// What composes the frames of one type of file.
protocol AnimationFrames {
  /// Draws the next frame over what it left on `canvas` before, and returns the delay that the file
  /// has for it; nil at the end of a pass, after which it starts over.
  mutating func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration?
}
