internal import Pixels

/// The frames of an animated WebP, each decoded by libwebp and composed onto the canvas.
struct WebPFrames: AnimationFrames {
  private let start: WebPChunks
  private var chunks: WebPChunks
  private var disposal = PendingDisposal()
  private let canvas: PixelRect
  private var conversion: PixelConversion?

  /// - Returns: nil for a file that says that it is not an animation, and for a single frame.
  static func animation(
    _ file: FileBytes, limits: DecodingLimits, _ profile: EmbeddedProfile
  ) throws(DecodingError) -> Animation? {
    let container = try WebPContainer(file)
    guard container.isAnimated else { return nil }
    let (width, height) = (container.width, container.height)
    try limits.check(width: width, height: height, of: .webp)
    var start = WebPFrames(
      try WebPChunks(file: file), canvas: PixelRect(x: 0, y: 0, width: width, height: height))
    var frames = start
    var timing = AnimationTiming()
    while let frame = try frames.nextFrame() { timing.append(frame.delay) }
    guard timing.frameCount > 1 else { return nil }
    try limits.ofAnimation.check(width: width, height: height, of: .webp)
    guard let loopCount = container.loopCount else {
      throw .corrupt(.webp, "it does not say how its frames are to be played")
    }
    timing.loopCount = loopCount
    let colors = PixelColors(container.profile, profile)
    start.conversion = colors.conversion
    return try Animation(
      canvas: makeBitmap(width: width, height: height), frames: start, timing: timing,
      orientation: container.orientation, profile: colors.fate)
  }

  private init(_ chunks: WebPChunks, canvas: PixelRect) {
    start = chunks
    self.chunks = chunks
    self.canvas = canvas
  }

  private mutating func nextFrame() throws(DecodingError) -> WebPFrame? {
    while let chunk = try chunks.next() {
      if chunk.isNamed("ANMF") { return try WebPFrame(chunk.content, in: canvas) }
    }
    return nil
  }

  mutating func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration? {
    guard let frame = try nextFrame() else {
      chunks = start
      disposal = PendingDisposal()
      return nil
    }
    try disposal.begin(frame.area, disposal: frame.disposal, on: &canvas)
    try canvas.decode(at: frame.area, isBlended: frame.isBlended) {
      (target) throws(DecodingError) in
      try frame.decode(into: target)
      conversion?.apply(to: target)
    }
    return frame.delay
  }
}
