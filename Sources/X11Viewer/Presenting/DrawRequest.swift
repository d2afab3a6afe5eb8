import Composing
import Pixels

/// What a path is asked to draw.
struct DrawRequest {
  let scene: Scene
  /// All of the window that has to change in one moment. Outside of the scene's picture it gets
  /// bars.
  let area: PixelRect
  /// Whether the window holds the same picture under another overlay, so that nothing outside of
  /// the area differs.
  let isUpdate: Bool
  /// Whether the server has refused this before; it may be short of memory.
  let isRetry: Bool
  /// What has become of the frame's file; only a scene that is drawn as it is stored depends on it.
  let file: Pin.Extent

  init(
    _ scene: Scene, area: PixelRect, file: Pin.Extent, isUpdate: Bool = false, isRetry: Bool = false
  ) {
    self.scene = scene
    self.area = area
    self.isUpdate = isUpdate
    self.isRetry = isRetry
    self.file = file
  }
}
