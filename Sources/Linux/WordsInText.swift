/// What text has in it, byte by byte. The standard library's own search comes with its regular
/// expressions, which would be a megabyte of each program.
extension String {
  /// Whether these words stand somewhere in it.
  package func mentions(_ words: String) -> Bool {
    let (text, words) = (Array(utf8), Array(words.utf8))
    return text.indices.contains { text[$0...].starts(with: words) }
  }

  /// The same without these words, wherever they stand.
  package func leavingOut(_ words: String) -> String {
    let words = Array(words.utf8)
    if words.isEmpty { return self }
    var left: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: words) {
        rest.removeFirst(words.count)
      } else {
        left.append(byte)
        rest.removeFirst()
      }
    }
    return String(decoding: left, as: UTF8.self)
  }
}
