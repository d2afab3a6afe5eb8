internal import Pixels

/// What the last frame of an animation leaves to be done before the next one is drawn.
struct PendingDisposal {
  private enum Pending {
    case clearAll
    case nothing
    case clear(PixelRect)
    case restore(SavedArea)
  }

  private var pending = Pending.clearAll

  /// Makes `canvas` ready for a frame in `area`, and notes what that one leaves to be done; a new
  /// value makes it ready for the first frame.
  mutating func begin(
    _ area: PixelRect, disposal: Disposal, on canvas: inout Bitmap
  ) throws(DecodingError) {
    switch pending {
    case .clearAll: canvas.clear(canvas.bounds)
    case .nothing: break
    case .clear(let area): canvas.clear(area)
    case .restore(let saved): saved.restore(to: &canvas)
    }
    pending = .nothing  // lets go of what was saved before more is
    let visible = area.intersection(canvas.bounds)
    if visible.isEmpty { return }
    switch disposal {
    case .keep: break
    case .clear: pending = .clear(visible)
    case .restore: pending = .restore(try SavedArea(visible, of: canvas))
    }
  }
}

/// A copy of a part of a picture.
private final class SavedArea {
  private let area: PixelRect
  private let pixels: Bitmap

  init(_ area: PixelRect, of canvas: borrowing Bitmap) throws(DecodingError) {
    var pixels = try makeBitmap(width: area.width, height: area.height)
    let (stride, first) = (canvas.rowStride, canvas.offset(x: area.x, y: area.y))
    let rowByteCount = pixels.rowStride
    canvas.withBytes { source in
      unsafe source.withUnsafeBytes { source in
        unsafe pixels.withUnsafeMutableBytes { target in
          for row in 0..<area.height {
            let (from, to) = (first + row * stride, row * rowByteCount)
            let bytes = unsafe UnsafeRawBufferPointer(
              rebasing: source[from..<(from + rowByteCount)])
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[to...]).copyMemory(from: bytes)
          }
        }
      }
    }
    self.area = area
    self.pixels = pixels
  }

  func restore(to canvas: inout Bitmap) {
    canvas.draw(pixels, at: area, isBlended: false)
  }
}

extension Bitmap {
  /// All of the picture.
  var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }

  /// Makes a part transparent.
  fileprivate mutating func clear(_ area: PixelRect) {
    let width = width
    unsafe withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for row in area.y..<area.maxY {
        let start = row * width + area.x
        unsafe pixels[start..<(start + area.width)].update(repeating: 0)
      }
    }
  }
}
