/// What is seen in the window: a frame, how it is looked at, and what is drawn over it.
package struct SceneKey: Equatable, Sendable {
  package let frame: FrameKey
  package let view: View
  package let style: Style
  /// What is drawn over the picture.
  package private(set) var overlay: Overlay?

  package init(frame: FrameKey, view: View, style: Style, overlay: Overlay? = nil) {
    self.frame = frame
    self.view = view
    self.style = style
    self.overlay = overlay
  }

  /// The same without anything drawn over the picture.
  package var bare: SceneKey { SceneKey(frame: frame, view: view, style: style) }
}
