package import ShmChannel

/// What samples are to say of light (`--transfer`).
package enum TransferWish: String, CaseIterable, Sendable {
  /// What the publisher says.
  case auto
  case linear
  case srgb

  /// Nil for what the publisher says.
  package var transfer: Transfer? {
    switch self {
    case .auto: nil
    case .linear: .linear
    case .srgb: .srgb
    }
  }
}
