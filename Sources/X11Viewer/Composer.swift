import Pixels
import ShmChannel

/// Makes the pixels that are seen out of a frame, where they are not the frame's own.
final class Composer {
  private var composer = FrameComposer()
  /// The frame whose halved levels `composer` keeps, so that a resize costs the last step only.
  private var last: FrameKey?

  /// Composes an area of the window, picture and bars, into rows as long as the window is wide.
  ///
  /// - Parameter bytes: room for the whole window; what lies outside of the area is not touched.
  func compose(
    _ scene: Scene, area: PixelRect, into bytes: UnsafeMutableRawBufferPointer
  ) throws(SceneError) {
    if last != scene.pin.key {
      composer.frameDidChange()
      last = scene.pin.key
    }
    composer.backdrop = scene.style.backdrop
    composer.magnification = scene.style.magnification(at: scene.view.scale)
    let window = PixelLayout(width: scene.view.window.width, height: scene.view.window.height)
    try scene.pin.withPixels { (pixels) throws(SceneError) in
      var span = bytes.mutableBytes
      do {
        try composer.draw(
          pixels, layout: scene.pin.frame.info.layout, at: scene.view.picture,
          orientation: scene.view.look.orientation, into: &span, layout: window, clip: area)
      } catch {
        throw .resources("\(error)")
      }
    }
  }
}

extension FrameInfo {
  fileprivate var layout: PixelLayout {
    PixelLayout(width: width, height: height, rowStride: rowStride, hasAlpha: format == .bgra)
  }
}

extension Pin {
  /// The frame's pixels; a file that is cut short meanwhile is an error, not a crash.
  func withPixels(_ body: (RawSpan) throws(SceneError) -> Void) throws(SceneError) {
    do {
      try frame.withMappedPixels { try body($0) }
    } catch let error as SceneError {
      throw error
    } catch {
      throw .resources("\(error)")
    }
    if frame.wasTruncated { throw .truncated }
  }
}
