package import Pixels
import ShmChannel
package import ViewerCore

/// A frame in a view: what has to be drawn.
package struct Scene {
  /// The frame.
  package let pin: Pin
  /// Where it stands.
  package let view: View
  /// How its pixels become colors.
  package let style: Style
  /// What it is compared with, and how that is seen.
  package let comparison: (way: Comparison.Way, mark: MarkedFrame)?
  /// What is drawn over it.
  package var overlay: Overlay?

  /// A frame in that view.
  package init(
    pin: Pin, view: View, style: Style, comparison: (Comparison.Way, MarkedFrame)? = nil,
    overlay: Overlay? = nil
  ) {
    (self.pin, self.view, self.style, self.overlay) = (pin, view, style, overlay)
    self.comparison = comparison
  }

  /// The same without anything drawn over it.
  package var bare: Scene { Scene(pin: pin, view: view, style: style, comparison: comparison) }

  /// Whether the frame has more of its tones than a display row holds.
  package var isDeep: Bool { pin.frame.info.format.sample != .uint8 }

  /// The same with tones that are made brighter by a part of a display's step.
  package func lifted(by lift: Double) -> Scene {
    var style = style
    style.tones.lift = lift
    return Scene(
      pin: pin, view: view, style: style, comparison: comparison, overlay: overlay)
  }

  /// Whether the frame's bytes are what is to be seen.
  package var isAsStored: Bool {
    overlay == nil && comparison == nil && view.isUnscaled && style.judging.isEmpty
      && pin.mapping(style.tones).showsAsStored
  }

  /// The part of the window that does not hold bars alone.
  package var drawn: PixelRect { overlay == nil ? view.visible : PixelRect(view.window) }
}

extension SceneKey {
  /// Tells which pixels of the window the scene makes.
  package init(_ scene: Scene) {
    self.init(
      frame: scene.pin.key, view: scene.view, style: scene.style,
      comparison: scene.comparison.map { Comparison(with: $0.mark.key, $0.way) },
      overlay: scene.overlay)
  }
}
