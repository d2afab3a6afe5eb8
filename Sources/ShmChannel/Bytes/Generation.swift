/// How many frames have been committed to a channel: 1 for the first.
///
/// Generations are compared within one `ChannelID` only, since a channel made anew starts at 1.
public struct Generation: RawRepresentable, Comparable, Hashable, Sendable {
  /// The number itself, from 0 to 2^64 - 1.
  public let rawValue: UInt64

  /// Any number is a generation.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The generation of a frame that is being written, and of a channel before its first frame.
  public static let empty = Generation(rawValue: 0)

  /// Whether `left` was committed before `right`.
  public static func < (left: Generation, right: Generation) -> Bool {
    left.rawValue < right.rawValue
  }
}
