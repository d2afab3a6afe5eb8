/// Which colors the samples of a gray picture are to be shown in, from low to high. The numbers
/// stand in frame headers.
public enum ColorTable: UInt32, Sendable, CaseIterable {
  case viridis = 1
  case turbo
  case magma
  case twilight

  /// What options, JSON and the other clients call it.
  public var name: String {
    switch self {
    case .viridis: "viridis"
    case .turbo: "turbo"
    case .magma: "magma"
    case .twilight: "twilight"
    }
  }

  /// The table of that name; nil where there is none.
  public init?(named name: String) {
    guard let table = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = table
  }
}
