/// A vertical blank of a screen, as its X server counts them (presentproto.txt).
package struct VerticalBlank: Hashable, Sendable {
  /// When it was, by the server's clock (`ust`).
  package let microseconds: UInt64
  /// How many there had been (`msc`).
  package let count: UInt64

  package init(microseconds: UInt64, count: UInt64) {
    (self.microseconds, self.count) = (microseconds, count)
  }
}
