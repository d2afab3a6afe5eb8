import ArgumentParser

/// Which visual a person wants for the window.
enum VisualWish: Equatable {
  /// By its number, as xdpyinfo(1) prints it.
  case id(UInt)
  /// The best one that is so many bits deep.
  case depth(Int)

  /// What can be asked for, in words.
  static let accepted = "a depth (15, 16, 24, 30 or 32), or a visual's number such as 0x21"

  /// Nil for what is neither.
  init?(_ text: String) {
    if text.hasPrefix("0x"), let id = UInt(text.dropFirst(2), radix: 16), id > 0 {
      self = .id(id)
    } else if let depth = Int(text), [15, 16, 24, 30, 32].contains(depth) {
      self = .depth(depth)
    } else {
      return nil
    }
  }

  /// The same of a command line.
  static func parsed(_ text: String) throws -> VisualWish {
    guard let wish = VisualWish(text) else {
      throw ValidationError("it takes \(accepted)")
    }
    return wish
  }

  func suits(_ choice: VisualChoice) -> Bool {
    switch self {
    case .id(let id): choice.id == id
    case .depth(let depth): choice.depth == depth
    }
  }

  /// For messages.
  var words: String {
    switch self {
    case .id(let id): "0x" + String(id, radix: 16)
    case .depth(let depth): "of \(depth) bits"
    }
  }
}
