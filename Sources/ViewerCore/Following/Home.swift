/// Where a window belongs that has been fullscreen since before it was anything else: asked for
/// once, when it first is a window, since window managers have an idea of their own, or none.
package struct Home: Equatable, Sendable {
  package var size: Size
  /// The top left corner; nil leaves it to the window manager.
  package var corner: ViewerModel.Corner?
  /// Whether the window began so, and has no other place.
  package var isBeginning: Bool

  /// How long a window manager may take to make a window that has appeared as it began.
  static let patience = Duration.milliseconds(500)

  package init(size: Size, corner: ViewerModel.Corner?, isBeginning: Bool = false) {
    self.size = size
    self.corner = corner
    self.isBeginning = isBeginning
  }
}
