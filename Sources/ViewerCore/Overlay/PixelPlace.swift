/// One pixel of a frame as it is stored, counted from 0.
package struct PixelPlace: Hashable, Sendable {
  package var frame: FrameKey
  package var x: Int
  package var y: Int

  package init(frame: FrameKey, x: Int, y: Int) {
    self.frame = frame
    self.x = x
    self.y = y
  }
}
