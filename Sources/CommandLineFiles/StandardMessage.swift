/// A line for people on standard error.
package enum StandardMessage {
  /// Bytes of UTF-8; less than `PIPE_BUF` (limits.h), so that lines of several processes stay
  /// whole.
  private static let longest = 1_000

  /// A long message is cut in its middle, mostly that of a path, so that the reason stays.
  package static func cut(_ message: String) -> String {
    guard message.utf8.count > longest else { return message }
    var (head, tail) = (message.prefix(longest / 3), Substring(message))
    while head.utf8.count > longest / 3 { head.removeLast() }
    tail = message.suffix(longest - longest / 3)
    while head.utf8.count + tail.utf8.count > longest { tail.removeFirst() }
    return "\(head)…\(tail)"
  }
}
