internal import Pixels

/// The frames of an animated GIF, composed one after the other.
struct GIFFrames: AnimationFrames {
  private let start: GIFBlocks
  private var blocks: GIFBlocks
  private var disposal = PendingDisposal()
  private let limits: DecodingLimits

  /// - Returns: nil for a file of one frame.
  static func animation(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> Animation? {
    let start = try GIFBlocks(file)
    var blocks = start
    let first = try GIFDecoder.firstFrame(of: &blocks)
    var timing = AnimationTiming()
    timing.append(first.control.delay)
    while let frame = try blocks.nextFrame() { timing.append(frame.control.delay) }
    guard timing.frameCount > 1 else { return nil }
    timing.loopCount = blocks.loopCount
    return Animation(
      canvas: try GIFDecoder.makeCanvas(for: first, of: start, limits: limits.ofAnimation),
      frames: GIFFrames(start: start, blocks: start, limits: limits), timing: timing)
  }

  private init(start: GIFBlocks, blocks: GIFBlocks, limits: DecodingLimits) {
    self.start = start
    self.blocks = blocks
    self.limits = limits
  }

  mutating func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration? {
    guard let frame = try blocks.nextFrame() else {
      blocks = start
      disposal = PendingDisposal()
      return nil
    }
    try disposal.begin(frame.area, disposal: frame.control.disposal, on: &canvas)
    try frame.draw(onto: &canvas, limits: limits)
    return frame.control.delay
  }
}
