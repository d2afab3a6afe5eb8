/// The number in a frame file's name; never used twice in one channel.
public struct Serial: RawRepresentable, Comparable, Hashable, Sendable {
  /// The number itself, from 1; 0 before the first frame.
  public let rawValue: UInt64

  /// Any number is a serial.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Whether `left` was made before `right`.
  public static func < (left: Serial, right: Serial) -> Bool { left.rawValue < right.rawValue }

  /// The serial in a directory entry's name, or nil when that is not a frame's.
  init?(fileName: String) {
    guard fileName.hasPrefix(FileName.framePrefix) else { return nil }
    let digits = fileName.dropFirst(FileName.framePrefix.count)
    // One spelling a serial: "frame-07" and "frame-+7" are nobody's.
    guard let number = UInt64(digits), number > 0, String(number) == digits else { return nil }
    rawValue = number
  }

  /// The name of the frame's file in the channel's directory.
  var fileName: String { FileName.framePrefix + String(rawValue) }
}
