/// What is seen in the window: a frame, how it is looked at, and what is drawn over it.
package struct SceneKey: Equatable, Sendable {
  package let frame: FrameKey
  package let view: View
  package let style: Style
  /// What is seen in place of the frame, or of a part of it.
  package let comparison: Comparison?
  /// What is drawn over the picture.
  package private(set) var overlay: Overlay?

  package init(
    frame: FrameKey, view: View, style: Style, comparison: Comparison? = nil,
    overlay: Overlay? = nil
  ) {
    self.frame = frame
    self.view = view
    self.style = style
    self.comparison = comparison
    self.overlay = overlay
  }

  /// The same without anything drawn over the picture.
  package var bare: SceneKey {
    SceneKey(frame: frame, view: view, style: style, comparison: comparison)
  }
}
