import Pixels
import ShmChannel

/// The pixel under the pointer.
extension OverlayState {
  /// The pixel of a frame that is under the pointer; nil where there is none.
  func pixelPlace(of frame: FrameInfo, in view: View) -> PixelPlace? {
    guard let pointer else { return nil }
    let (x, y) = (Int(pointer.x.rounded(.down)), Int(pointer.y.rounded(.down)))
    guard PixelRect(view.window).contains(x: x, y: y), let place = view.pixel(atX: x, y: y)
    else { return nil }
    let key = FrameKey(channel: frame.channelID, generation: frame.generation)
    return PixelPlace(frame: key, x: place.x, y: place.y)
  }

  /// A pixel that has to be read before the overlay can be drawn.
  func missingPixel(of frame: FrameInfo, in view: View) -> PixelPlace? {
    guard showsPixel, helpPage == nil, let place = pixelPlace(of: frame, in: view),
      !pixels.contains(place)
    else { return nil }
    return place
  }
}
