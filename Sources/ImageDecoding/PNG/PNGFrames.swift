private import CSpng
internal import Pixels

/// The frames of an animated PNG, each decoded as a PNG of its own and composed onto the canvas.
struct PNGFrames: AnimationFrames {
  private let start: PNGFrameWalk
  private var walk: PNGFrameWalk
  private var turn = FrameTurn()
  private let header: PNGHeader

  /// - Returns: nil without `acTL` in front of the pixels, and for a single frame.
  static func animation(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> Animation? {
    let header = try PNGHeader(file)
    guard let control = header.animationControl, control.frameCount > 1 else { return nil }
    let size = header.size
    try limits.check(width: size.width, height: size.height, of: .png)
    let orientation = try requireSound(file)
    let start = PNGFrameWalk(file, canvas: size)
    var timing = AnimationTiming()
    var walk = start
    while let frame = try walk.next() { timing.append(frame.control.delay) }
    guard timing.frameCount == control.frameCount else {
      throw .corrupt(
        .png, "it has \(timing.frameCount) frames, and says that it has \(control.frameCount)")
    }
    timing.loopCount = control.loopCount
    return try Animation(
      canvas: makeBitmap(width: size.width, height: size.height),
      frames: PNGFrames(start: start, walk: start, header: header), timing: timing,
      orientation: orientation)
  }

  /// Checks that all is there and nothing damaged, and returns how the picture stands.
  private static func requireSound(_ file: FileBytes) throws(DecodingError) -> Orientation {
    var chunks = PNGChunks(file)
    var orientation = Orientation.upright
    while let chunk = try chunks.next() {
      guard chunk.hasRightChecksum else { throw .corrupt(.png, "a checksum does not match") }
      if chunk.isNamed("eXIf") { orientation = Orientation(exif: chunk.data) }
    }
    return orientation
  }

  private init(start: PNGFrameWalk, walk: PNGFrameWalk, header: PNGHeader) {
    self.start = start
    self.walk = walk
    self.header = header
  }

  mutating func next(onto canvas: inout Bitmap) throws(DecodingError) -> Duration? {
    guard let frame = try walk.next() else {
      walk = start
      turn = FrameTurn()
      return nil
    }
    let control = frame.control
    try turn.begin(control.area, disposal: control.disposal, on: &canvas)
    canvas.draw(try decode(frame), at: control.area, isBlended: control.isBlended)
    return control.delay
  }

  private func decode(_ frame: PNGFrame) throws(DecodingError) -> Bitmap {
    let file = try header.file(of: frame)
    let (width, height) = (frame.control.area.width, frame.control.area.height)
    var bitmap = try makeBitmap(width: width, height: height)
    try file.span.bytes.withUnsafeBytes { (bytes) throws(DecodingError) in
      let context = try PNGContext()
      let header = try context.open(FileBytes(bytes), ignoringChecksums: true)
      try context.decode(into: &bitmap, isInterlaced: header.interlace_method != 0)
    }
    return bitmap
  }
}
