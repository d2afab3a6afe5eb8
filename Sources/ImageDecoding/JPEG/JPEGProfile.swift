/// The color profile of a JPEG file, in as many APP2 segments as it takes (ICC.1:2010, B.4).
struct JPEGProfile {
  private static let mark = "ICC_PROFILE\0"

  private var pieces: [UInt8: FileBytes] = [:]
  private var count = 0

  /// Takes a segment that holds a piece; others are passed over.
  mutating func append(_ segment: FileBytes) {
    guard segment.has(Self.mark), let number = segment[12], let count = segment[13] else { return }
    pieces[number] = pieces[number] ?? segment.dropping(14)
    self.count = max(self.count, Int(count))
  }

  /// Nil where there is none; of one that lacks a piece, no bytes.
  var whole: FileProfile? {
    if pieces.isEmpty { return nil }
    var bytes: [UInt8] = []
    for number in 1...max(1, count) {
      guard let piece = pieces[UInt8(number)] else { return .icc([]) }
      unsafe bytes.append(contentsOf: piece.raw)
    }
    return .icc(bytes)
  }
}
