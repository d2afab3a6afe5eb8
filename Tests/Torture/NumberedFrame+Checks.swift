import ShmChannel
import TestSupport

extension NumberedFrame {
  /// Around a picture that is smaller than the window: `Backdrop.dark.bars` of the viewer.
  private static let barColour: UInt32 = 0xFF1C_1C1C

  /// What is wrong with a frame's memory; nil when it is whole, and the one that its header says.
  static func fault(in pixels: UnsafeRawBufferPointer, of info: FrameInfo) -> String? {
    let words = pixels.bindMemory(to: UInt32.self)
    guard let frame = NumberedFrame(firstPixels: words) else { return "no frame's first row" }
    guard frame.title == info.title, frame.width == info.width, frame.height == info.height else {
      return "pixels of \(frame) under a header of \(info.title), \(info.width)x\(info.height)"
    }
    for y in 0..<frame.height {
      let start = y * info.rowStride / 4
      let row = UnsafeBufferPointer(rebasing: words[start..<start + frame.width])
      if let x = frame.foreignPixel(inRow: y, row) { return "\(frame) is torn at (\(x), \(y))" }
    }
    return nil
  }

  /// What is wrong with a window that shows a frame in its middle, at its own size.
  static func fault(inWindow window: Picture) -> String? {
    guard let start = window.pixels.firstIndex(where: { $0 & mark == mark }) else {
      return "no frame in the window"
    }
    guard let frame = NumberedFrame(firstPixels: window.pixels[start...]) else {
      return "no frame's first row at the first bright pixel"
    }
    let (left, top) = ((window.width - frame.width) / 2, (window.height - frame.height) / 2)
    let whole = Picture(width: window.width, height: window.height) { x, y in
      let isInside =
        (0..<frame.width).contains(x - left) && (0..<frame.height).contains(y - top)
      return isInside ? frame.pixel(x - left, y - top) : barColour
    }
    return window.difference(from: whole).map { "\(frame) is torn in the window \($0)" }
  }

  /// The frame in a window that has no fault.
  static func shown(inWindow window: Picture) -> NumberedFrame? {
    window.pixels.firstIndex { $0 & mark == mark }.flatMap {
      NumberedFrame(firstPixels: window.pixels[$0...])
    }
  }
}
