import Pixels
import ShmChannel
import ViewerCore

/// What `v` and `c` do.
extension Viewer {
  /// Shows the value of the pixel under the pointer, or no longer.
  func togglePixel(at pointer: Point) {
    overlays.showsPixel.toggle()
    overlays.pointer = pointer
    overlays.copied = nil
    followPointer()
  }

  /// Offers the value to other programs, and shows what it is.
  func copyPixel(at pointer: Point, time: ServerTime) {
    overlays.pointer = pointer
    guard let pin = presenter.shown, let value = value(under: pointer, of: pin) else { return }
    if !desktop.selections.offer(value.text, at: time.xlib) {
      notices.say("cannot copy: the X server gave the selection to another program")
      return
    }
    overlays.copied = value
    overlays.showsPixel = true
    followPointer()
  }

  /// Takes in where the pointer is.
  func takePointer(_ turn: Turn) {
    if let pointer = turn.pointer { overlays.pointer = pointer }
    if turn.hasPointerLeft { overlays.pointer = nil }
  }

  /// Hears of the pointer's moves while somebody needs them, and else sleeps through them.
  func followPointer() { window.followPointer(desktop.isFullscreen || overlays.showsPixel) }

  /// What there is to say of the pixel under the pointer.
  func pixelPanel(of pin: Pin) -> Panel {
    let value = overlays.pointer.flatMap { self.value(under: $0, of: pin) }
    return .pixel(value, isCopied: value != nil && value == overlays.copied)
  }

  private func value(under pointer: Point, of pin: Pin) -> PixelValue? {
    let (x, y) = (Int(pointer.x.rounded(.down)), Int(pointer.y.rounded(.down)))
    guard PixelRect(window.size).contains(x: x, y: y),
      let place = view(of: pin.size).pixel(atX: x, y: y)
    else { return nil }
    return pin.value(ofPixelAtX: place.x, y: place.y)
  }
}

extension Pin {
  /// The pixel's value; nil if its file has been cut short.
  fileprivate func value(ofPixelAtX x: Int, y: Int) -> PixelValue? {
    let info = frame.info
    let pixel = try? frame.withMappedPixels { pixels in
      pixels.unsafeLoadUnaligned(fromByteOffset: y * info.rowStride + x * 4, as: UInt32.self)
    }
    if frame.wasTruncated { return nil }
    return pixel.map { PixelValue($0, hasAlpha: info.format == .bgra, x: x, y: y) }
  }
}
