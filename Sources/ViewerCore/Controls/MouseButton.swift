/// A button of the mouse, by its number (`X.h`); the wheel counts as some.
package struct MouseButton: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `Button1`
  package static let left = MouseButton(rawValue: 1)
  /// `Button2`
  package static let middle = MouseButton(rawValue: 2)
  /// `Button4`
  package static let wheelUp = MouseButton(rawValue: 4)
  /// `Button5`
  package static let wheelDown = MouseButton(rawValue: 5)
  /// The sideways wheel; X.h names no button after the fifth.
  package static let wheelLeft = MouseButton(rawValue: 6)
  /// The same in the other direction.
  package static let wheelRight = MouseButton(rawValue: 7)
  /// Beside the others, as web browsers go back by it.
  package static let back = MouseButton(rawValue: 8)
  /// The same in the other direction.
  package static let forward = MouseButton(rawValue: 9)
}
