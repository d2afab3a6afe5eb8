import TestSupport

extension NumberedFrame {
  /// Around a picture that is smaller than the window: `Backdrop.dark.bars` of the viewer.
  private static let barColour: UInt32 = 0xFF1C_1C1C

  /// What is wrong with a frame's memory; nil when it is whole, and the one that its header says.
  static func fault(
    in pixels: UnsafeRawBufferPointer, title: String, width: Int, height: Int, rowStride: Int
  ) -> String? {
    let words = pixels.bindMemory(to: UInt32.self)
    guard let frame = NumberedFrame(firstPixels: words) else { return "no frame's first row" }
    guard frame.title == title, frame.width == width, frame.height == height else {
      return "pixels of \(frame) under a header of \(title), \(width)x\(height)"
    }
    for y in 0..<height {
      let start = y * rowStride / 4
      let row = UnsafeBufferPointer(rebasing: words[start..<start + width])
      if let x = frame.foreignPixel(inRow: y, row) { return "\(frame) is torn at (\(x), \(y))" }
    }
    return nil
  }

  /// The frame in the middle of a window, at its own size, or as large as it fits.
  ///
  /// - Throws: `BrokenPromise` for a window that holds anything but one whole frame.
  static func shown(in window: Picture, isFitted: Bool) throws -> NumberedFrame {
    guard let start = window.pixels.firstIndex(where: { $0 & mark == mark }) else {
      throw BrokenPromise("no frame in the window")
    }
    guard let (frame, scale) = frame(at: start, of: window, isFitted: isFitted) else {
      throw BrokenPromise("no frame's first row at the first bright pixel")
    }
    let (width, height) = (frame.width * scale, frame.height * scale)
    let (left, top) = ((window.width - width) / 2, (window.height - height) / 2)
    let whole = Picture(width: window.width, height: window.height) { x, y in
      let isInside = (0..<width).contains(x - left) && (0..<height).contains(y - top)
      return isInside ? frame.pixel((x - left) / scale, (y - top) / scale) : barColour
    }
    if let difference = window.difference(from: whole) {
      throw BrokenPromise("\(frame) is torn in the window \(difference)")
    }
    return frame
  }

  /// What the pixels from `start` on say of their frame, with the side of each pixel's square.
  ///
  /// A side that is too long would take a pixel further on for the third, and any value may stand
  /// there: so a square must also end as it begins.
  private static func frame(
    at start: Int, of window: Picture, isFitted: Bool
  ) -> (NumberedFrame, scale: Int)? {
    let count = startLength(window.pixels[start])
    for scale in isFitted ? fittedScales : [1] where start + count * scale <= window.pixels.count {
      let pixels = (0..<count).map { window.pixels[start + $0 * scale] }
      guard (0..<count).allSatisfy({ window.pixels[start + ($0 + 1) * scale - 1] == pixels[$0] })
      else { continue }
      if let frame = NumberedFrame(firstPixels: pixels), !isFitted || frame.fittedScale == scale {
        return (frame, scale)
      }
    }
    return nil
  }
}
