/// The name of a channel: 1 to 64 characters of `A-Z a-z 0-9 . _ -`, not starting with a dot.
public struct ChannelName: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given; also the name of the channel's directory.
  public let string: String

  /// The channel that is meant where none is named: `default`.
  public static let standard = ChannelName(checked: "default")

  /// - Throws: `ChannelError.badName` when `string` breaks a rule above.
  public init(_ string: String) throws(ChannelError) {
    let bytes = string.utf8
    guard (1...64).contains(bytes.count), bytes.first != UInt8(ascii: "."),
      bytes.allSatisfy(Self.allows)
    else { throw .badName(string) }
    self.init(checked: string)
  }

  private init(checked string: String) { self.string = string }

  /// The name itself.
  public var description: String { string }

  /// Whether a byte may stand in a name: `A-Z a-z 0-9 . _ -`.
  package static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
