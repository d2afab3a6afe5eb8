/// Why a scene cannot be drawn; what was drawn before stays.
package enum SceneError: Error, Equatable {
  /// The frame's file was cut short by another program: its pixels are gone.
  case truncated
  /// What drawing needs cannot be had, for the reason that is given.
  case resources(String)
}

extension SceneError: CustomStringConvertible {
  /// What happened, and what to do.
  package var description: String {
    switch self {
    case .truncated: "another program has cut the frame's file short; publish again"
    case .resources(let reason): reason
    }
  }
}
