/// Which picture of a channel one is: its number within an epoch.
package struct PictureMark: Hashable, Sendable {
  package let epoch: String
  package let sequence: Int

  /// 2^53 - 1, the highest that every reader of JSON keeps exactly.
  package static let maximumSequence = 1 << 53 - 1

  package init(epoch: String, sequence: Int) {
    self.epoch = epoch
    self.sequence = sequence
  }

  /// As a stranger wrote it; nil where that breaks a rule of docs/REACH.md.
  package init?(checkingEpoch epoch: String, sequence: Int) {
    guard (1...64).contains(epoch.utf8.count), epoch.utf8.allSatisfy(Self.isAllowed),
      (1...Self.maximumSequence).contains(sequence)
    else { return nil }
    self.init(epoch: epoch, sequence: sequence)
  }

  /// Whether it takes the place of the other one: epochs have no order, so another one does.
  package func isNewer(than other: PictureMark?) -> Bool {
    guard let other, other.epoch == epoch else { return true }
    return sequence > other.sequence
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
