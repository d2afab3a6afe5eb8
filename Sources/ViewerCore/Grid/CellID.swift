/// The name of a channel's place in a window, which no other has had there.
package struct CellID: Hashable, Sendable {
  package let number: Int

  package init(number: Int) { self.number = number }

  /// The one of a window that shows one channel.
  package static let first = CellID(number: 0)
}
