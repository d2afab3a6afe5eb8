/// What settings call buttons of the mouse: by the numbers that xev prints.
enum ButtonName {
  private static let prefix = "Button"
  private static let doubleClick = "DoubleClick"

  /// The button of a name such as `Button8` or `Shift+Button1`, and how it is usually written; nil
  /// for what is a key's.
  static func cause(_ text: String) throws(KeyBindingError) -> (Trigger.Cause, String)? {
    var words = text.filter { $0 != " " && $0 != "\t" }.split(
      separator: "+", omittingEmptySubsequences: false)
    let last = words.removeLast()
    if last == doubleClick, words.isEmpty { return (.doubleClick, doubleClick) }
    guard last.hasPrefix(prefix), let number = UInt32(last.dropFirst(prefix.count)) else {
      return nil
    }
    // A button is a byte of the protocol, and 0 is none (X.h).
    guard (1...255).contains(number) else { throw .button(String(last)) }
    let button = MouseButton(rawValue: number)
    if words.isEmpty { return (.button(button), prefix + "\(number)") }
    guard words.count == 1, KeyModifiers(name: words[0]) == .shift else {
      throw .heldButton(text)
    }
    return (.shiftButton(button), "Shift+" + prefix + "\(number)")
  }

  /// How settings write it; nil for a key.
  static func name(of cause: Trigger.Cause) -> String? {
    switch cause {
    case .button(let button): prefix + "\(button.rawValue)"
    case .shiftButton(let button): "Shift+" + prefix + "\(button.rawValue)"
    case .doubleClick: doubleClick
    case .key, .chord: nil
    }
  }
}
