/// A button of the mouse goes down or up.
package struct ButtonChange: Equatable, Sendable {
  package var button: MouseButton
  /// Whether it goes down.
  package var isPress: Bool
  /// Pixels from the window's left edge to the pointer; negative beyond it.
  package var x: Int32
  /// The same from the top edge.
  package var y: Int32
  package var time: ServerTime

  package init(_ button: MouseButton, isPress: Bool, x: Int32, y: Int32, time: ServerTime) {
    self.button = button
    self.isPress = isPress
    self.x = x
    self.y = y
    self.time = time
  }

  /// The same, as seen from that place of the window.
  func from(x left: Int, y top: Int) -> ButtonChange {
    var change = self
    change.x -= Int32(clamping: left)
    change.y -= Int32(clamping: top)
    return change
  }
}
