/// Keys that are held while another goes down, by the bits of `X.h`.
package struct KeyModifiers: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `ShiftMask`
  package static let shift = KeyModifiers(rawValue: 1 << 0)
  /// `ControlMask`
  package static let control = KeyModifiers(rawValue: 1 << 2)
  /// `Mod1Mask`
  package static let alt = KeyModifiers(rawValue: 1 << 3)
  /// `Mod4Mask`
  package static let `super` = KeyModifiers(rawValue: 1 << 6)

  /// Those of an event's state that make another key of it: not the locks, and no buttons.
  package init(ofState state: UInt32) {
    self = KeyModifiers(rawValue: state).intersection([.shift, .control, .alt, .super])
  }

  /// How they are written, in the order in which they are.
  static let names: [(name: String, modifier: KeyModifiers)] = [
    ("Control", .control), ("Alt", .alt), ("Super", .super), ("Shift", .shift),
  ]

  /// The one of that name, however it is capitalised; Control is Ctrl as well.
  init?(name: some StringProtocol) {
    let name = name.lowercased() == "ctrl" ? "control" : name.lowercased()
    guard let found = Self.names.first(where: { $0.name.lowercased() == name }) else { return nil }
    self = found.modifier
  }
}
