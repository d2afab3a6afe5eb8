import ShmChannel

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
    guard (1...64).contains(epoch.utf8.count), epoch.utf8.allSatisfy(ChannelName.allows),
      (1...Self.maximumSequence).contains(sequence)
    else { return nil }
    self.init(epoch: epoch, sequence: sequence)
  }

  /// Whether it takes the place of the other one: epochs have no order, so another one does.
  package func isNewer(than other: PictureMark?) -> Bool {
    guard let other, other.epoch == epoch else { return true }
    return sequence > other.sequence
  }
}
