internal import ShmChannel

/// Which frame of a channel is meant.
enum FrameChoice: Equatable {
  /// The one of that number.
  case generation(Generation)
  /// The one that came so many before the newest.
  case before(UInt64)

  /// Reads `17` or `-3`; nil for anything else.
  init?(_ text: String) {
    if text.hasPrefix("-") {
      guard let count = UInt64(text.dropFirst()) else { return nil }
      self = .before(count)
    } else {
      guard let number = UInt64(text), number > 0 else { return nil }
      self = .generation(Generation(rawValue: number))
    }
  }

  /// The number of the frame, where the newest is `latest`; `.empty` where there never was one.
  func generation(latest: Generation) -> Generation {
    switch self {
    case .generation(let generation): generation
    case .before(let count): Generation(rawValue: latest.rawValue - min(count, latest.rawValue))
    }
  }

  /// As a person has given it.
  var words: String {
    switch self {
    case .generation(let generation): "generation \(generation.rawValue)"
    case .before(let count): "the frame \(count) before the newest"
    }
  }
}
