internal import Pixels

/// What becomes of a frame's area before the next frame is drawn.
enum Disposal {
  /// It stays as it is.
  case keep
  /// It becomes transparent.
  case clear
  /// It becomes what it was before the frame was drawn.
  case restore
}

/// The turn from one frame of an animation to the next: the old one is disposed of, and what the
/// new one will need for that is put by.
struct FrameTurn {
  private enum Pending {
    case clearAll
    case nothing
    case clear(PixelRect)
    case restore(SavedArea)
  }

  private var pending = Pending.clearAll

  /// Makes `canvas` ready for a frame in `area`; in a new turn, for the first frame.
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
    let stride = canvas.rowStride
    canvas.withBytes { source in
      unsafe source.withUnsafeBytes { source in
        unsafe pixels.withUnsafeMutableBytes { target in
          for row in 0..<area.height {
            let start = (area.y + row) * stride + area.x * 4
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[(row * area.width * 4)...])
              .copyMemory(
                from: UnsafeRawBufferPointer(rebasing: source[start..<(start + area.width * 4)]))
          }
        }
      }
    }
    self.area = area
    self.pixels = pixels
  }

  func restore(to canvas: inout Bitmap) {
    let (area, stride) = (area, canvas.rowStride)
    pixels.withBytes { source in
      unsafe source.withUnsafeBytes { source in
        unsafe canvas.withUnsafeMutableBytes { target in
          for row in 0..<area.height {
            let start = (area.y + row) * stride + area.x * 4
            let rowStart = row * area.width * 4
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[start...])
              .copyMemory(
                from: UnsafeRawBufferPointer(
                  rebasing: source[rowStart..<(rowStart + area.width * 4)]))
          }
        }
      }
    }
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
