/// How a picture's samples encode light, between the one that is black and the one that is white.
/// The numbers stand in frame headers.
public enum Transfer: UInt32, Sendable, CaseIterable {
  /// As in sRGB.
  case srgb = 0
  /// Twice the number is twice the light, as in Radiance HDR and OpenEXR.
  case linear = 1

  /// What options, JSON and the other clients call it.
  public var name: String {
    switch self {
    case .srgb: "srgb"
    case .linear: "linear"
    }
  }

  /// The one of that name; nil where there is none.
  public init?(named name: String) {
    guard let transfer = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = transfer
  }
}
