internal import Pixels

/// One frame of an animated PNG: how it is to be shown, and where its data is.
struct PNGFrame {
  let control: PNGFrameControl
  /// Stands before the first chunk behind the frame's `fcTL`.
  let chunks: PNGChunks
  /// How many of those chunks belong to the frame.
  var chunkCount = 0
  /// The chunks that its data is in: `IDAT`, `fdAT`; nil as long as none is known.
  var dataName: String?

  init(control: PNGFrameControl, chunks: PNGChunks) {
    self.control = control
    self.chunks = chunks
  }
}
