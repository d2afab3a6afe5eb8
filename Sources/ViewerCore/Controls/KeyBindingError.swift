/// What is wrong with a key's binding.
package enum KeyBindingError: Error, Equatable, Sendable {
  /// Not a key that is held while another goes down.
  case modifier(String, key: String)
  /// X knows no key of that name.
  case key(String, nearest: String?)
  /// A character, where X has a name for its key.
  case character(String, name: String?)
  /// X has no button of that number.
  case button(String)
  /// Other keys than Shift are held.
  case heldButton(String)
  /// Something goes with the pointer, which no key moves.
  case drag(String, key: String)
  /// A key that does nothing is to do more.
  case noneAndMore
  /// No control has that name.
  case action(String, nearest: String?)
}

extension KeyBindingError: CustomStringConvertible {
  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .modifier("", let key):
      "\"\(key)\" is no key; the one with the + on it is called plus"
    case .character(let character, let name?):
      "\"\(character)\" is no key; the one with the \(character) on it is called \(name)"
    case .character(let character, nil):
      "\"\(character)\" is no key; keys have the names that xev prints"
    case .modifier(let word, let key):
      "\"\(word)\" in \(key) is not Control, Alt, Super or Shift"
    case .key(let name, let nearest):
      "\"\(name)\" is no key; "
        + (nearest.map { "did you mean \($0)?" } ?? "keys have the names that xev prints")
    case .button(let name):
      "\"\(name)\" is no button; they are called Button1 to Button255, as xev numbers them"
    case .heldButton(let name):
      "\"\(name)\" cannot be bound: of buttons with keys held, those with Shift alone can"
    case .drag(let name, let key):
      "\(name) goes with the pointer: a button of the mouse can do it, \(key) cannot"
    case .noneAndMore: "none stands alone: a key that does nothing does nothing else"
    case .action(let name, let nearest):
      "\"\(name)\" is nothing that a key can do; "
        + (nearest.map { "did you mean \($0)?" } ?? "shmview --print-config prints all there is")
    }
  }
}
