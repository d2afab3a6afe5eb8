import ImageDecoding
import Pixels
import TestSupport

/// One frame of an animation that a test makes.
struct ModelFrame {
  enum Disposal: Int, CaseIterable { case keep, clear, restore }

  var area: PixelRect
  /// As many as the area has; alpha is straight.
  var pixels: [UInt32]
  var disposal = Disposal.keep
  /// Whether it is laid over what is there; else it replaces that.
  var isBlended = true
  /// In the unit of the type: hundredths of a second in GIF, milliseconds else.
  var delay = 10
}

/// What a viewer has to see of `frames`, by the plainest way to say it.
func composed(width: Int, height: Int, _ frames: [ModelFrame]) -> [Picture] {
  var canvas = Picture(width: width, height: height) { _, _ in 0 }
  return frames.map { frame in
    let before = canvas
    forEachPixel(of: frame, width: width, height: height) { place, pixel in
      canvas.pixels[place] = frame.isBlended ? over(pixel, canvas.pixels[place]) : pixel
    }
    let shown = canvas
    if frame.disposal != .keep {
      forEachPixel(of: frame, width: width, height: height) { place, _ in
        canvas.pixels[place] = frame.disposal == .restore ? before.pixels[place] : 0
      }
    }
    return shown
  }
}

private func forEachPixel(
  of frame: ModelFrame, width: Int, height: Int, _ body: (Int, UInt32) -> Void
) {
  for (place, pixel) in frame.pixels.enumerated() {
    let x = frame.area.x + place % frame.area.width
    let y = frame.area.y + place / frame.area.width
    if x < width, y < height { body(y * width + x, pixel) }
  }
}

/// `top` laid over `bottom`, both with straight alpha (PNG specification, 13.16 for both pixels).
private func over(_ top: UInt32, _ bottom: UInt32) -> UInt32 {
  func part(_ pixel: UInt32, _ shift: UInt32) -> Double { Double(pixel >> shift & 255) / 255 }
  let below = part(bottom, 24) * (1 - part(top, 24))
  let alpha = part(top, 24) + below
  if alpha == 0 { return 0 }
  let colors = [0, 8, 16].map { (shift: UInt32) in
    let color = (part(top, shift) * part(top, 24) + part(bottom, shift) * below) / alpha
    return UInt32((color * 255).rounded()) << shift
  }
  return UInt32((alpha * 255).rounded()) << 24 | colors.reduce(0, |)
}

/// What an animation gave in one pass.
struct Pass: Equatable {
  var pictures: [Picture] = []
  var delays: [Duration] = []

  /// Plays to the end of the pass.
  init(_ animation: inout Animation) throws(DecodingError) {
    while let delay = try animation.next() {
      pictures.append(Picture(animation.canvas))
      delays.append(delay)
    }
  }

  /// Plays the first pass of the animation in `bytes`; nil for a still picture.
  init?(of bytes: [UInt8], limits: DecodingLimits = DecodingLimits()) throws {
    guard let pass = try withAnimation(bytes, limits: limits, { try Pass(&$0) }) else { return nil }
    self = pass
  }
}

/// Calls `body` with the animation in `bytes`; nil for a still picture.
func withAnimation<R>(
  _ bytes: [UInt8], limits: DecodingLimits = DecodingLimits(),
  _ body: (inout Animation) throws -> R
) throws -> R? {
  try bytes.withUnsafeBytes { bytes in
    guard var animation = try ImageDecoder.animation(bytes, limits: limits) else { return nil }
    return try body(&animation)
  }
}
