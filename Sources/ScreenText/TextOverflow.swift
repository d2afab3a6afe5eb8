/// What becomes of a text that is longer than its room.
package enum TextOverflow: Hashable, Sendable {
  /// It goes on in the next line, between words if it can.
  case wrap
  /// One line, with dots for its end.
  case cutEnd
  /// One line, with dots for its middle: the start and the end of a path say most of it.
  case cutMiddle
}
