private import CSpng
internal import Pixels

/// The frames of an animated PNG, each decoded as a PNG of its own and composed onto the canvas.
struct PNGFrames: AnimationFrames {
  private let start: PNGFrameWalk
  private var walk: PNGFrameWalk
  private var disposal = PendingDisposal()
  private let header: PNGHeader
  private var conversion: PixelConversion?

  /// - Returns: nil without `acTL` in front of the pixels, and for a single frame.
  static func animation(
    _ file: FileBytes, limits: DecodingLimits, _ profile: EmbeddedProfile
  ) throws(DecodingError) -> Animation? {
    let header = try PNGHeader(file)
    guard let control = header.animationControl, control.frameCount > 1 else { return nil }
    let size = header.size
    try limits.ofAnimation.check(width: size.width, height: size.height, of: .png)
    try requireSoundFrames(file)
    let orientation = try PNGStill(file, header: header).orientation
    let start = PNGFrameWalk(file, canvas: size)
    var timing = AnimationTiming()
    var walk = start
    while let frame = try walk.next() { timing.append(frame.control.delay) }
    guard timing.frameCount == control.frameCount else {
      throw .corrupt(
        .png, "it has \(timing.frameCount) frames, and says that it has \(control.frameCount)")
    }
    timing.loopCount = control.loopCount
    var frames = PNGFrames(start: start, walk: start, header: header)
    let colors = PixelColors(header.colors.profile, profile)
    frames.conversion = colors.conversion
    return try Animation(
      canvas: makeBitmap(width: size.width, height: size.height), frames: frames, timing: timing,
      orientation: orientation, profile: colors.fate)
  }

  /// The frame of an animation that has one only, on its canvas; nil without that frame.
  static func onlyFrame(
    of file: FileBytes, header: PNGHeader
  ) throws(DecodingError) -> Bitmap? {
    try requireSoundFrames(file)
    let start = PNGFrameWalk(file, canvas: header.size)
    var canvas = try makeBitmap(width: header.size.width, height: header.size.height)
    var frames = PNGFrames(start: start, walk: start, header: header)
    guard try frames.next(onto: &canvas) != nil else { return nil }
    return canvas
  }

  /// Checks what announces, describes and holds frames; `PNGStill` checks all else that counts.
  private static func requireSoundFrames(_ file: FileBytes) throws(DecodingError) {
    var chunks = PNGChunks(file)
    while let chunk = try chunks.next() {
      if ["acTL", "fcTL", "fdAT"].contains(where: chunk.isNamed), !chunk.hasRightChecksum {
        throw .corrupt(.png, "a checksum does not match")
      }
    }
  }

  private init(start: PNGFrameWalk, walk: PNGFrameWalk, header: PNGHeader) {
    self.start = start
    self.walk = walk
    self.header = header
  }

  mutating func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration? {
    guard let frame = try walk.next() else {
      walk = start
      disposal = PendingDisposal()
      return nil
    }
    let control = frame.control
    try disposal.begin(control.area, disposal: control.disposal, on: &canvas)
    try canvas.decode(at: control.area, isBlended: control.isBlended) {
      (target) throws(DecodingError) in try decode(frame, into: target)
    }
    return control.delay
  }

  private func decode(_ frame: PNGFrame, into target: PixelTarget) throws(DecodingError) {
    let chunks = try header.chunks(of: frame)
    try unsafe chunks.span.bytes.withUnsafeBytes { (bytes) throws(DecodingError) in
      let context = try unsafe PNGContext(PNGParts([FileBytes(bytes)]))
      let isInterlaced = try context.open().interlace_method != 0
      try context.decode(into: target, isInterlaced: isInterlaced)
    }
    conversion?.apply(to: target)
  }
}
