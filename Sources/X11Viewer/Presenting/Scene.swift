import Pixels
import ShmChannel
import ViewerCore

/// A frame in a view: what has to be drawn.
struct Scene {
  let pin: Pin
  let view: View
  let style: Style
  /// What is drawn over it.
  var overlay: Overlay?

  /// The same without anything drawn over it.
  var bare: Scene { Scene(pin: pin, view: view, style: style) }

  /// Whether the frame's bytes are what is to be seen.
  var isAsStored: Bool {
    overlay == nil && view.isUnscaled && pin.mapping(style.tones).showsAsStored
  }

  /// The part of the window that does not hold bars alone.
  var drawn: PixelRect { overlay == nil ? view.visible : PixelRect(view.window) }
}

extension SceneKey {
  /// Tells which pixels of the window the scene makes.
  init(_ scene: Scene) {
    self.init(
      frame: scene.pin.key, view: scene.view, style: scene.style, overlay: scene.overlay)
  }
}
