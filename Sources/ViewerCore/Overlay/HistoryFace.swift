/// Where one is among the frames that are still there, and what they take.
package struct HistoryFace: Hashable, Sendable {
  /// Counted from 0, the oldest; nil for a frame that is gone and still shown.
  package var position: Int?
  package var count: Int
  /// Bytes of memory that all of them take.
  package var byteCount: Int

  package init(position: Int?, count: Int, byteCount: Int) {
    self.position = position
    self.count = count
    self.byteCount = byteCount
  }

  /// The part of a line of that length that stands for the frame.
  package func mark(in length: Int) -> Range<Int>? {
    guard let position, position < count else { return nil }
    let start = length * position / count
    return start..<max(start + 1, length * (position + 1) / count)
  }

  /// For people.
  var rows: [Panel.Row] {
    let place = position.map { "\($0 + 1) of \(count)" } ?? "one more than \(count)"
    return [
      Panel.Row(label: "frame", value: place),
      Panel.Row(label: "memory", value: Self.memory(byteCount)),
    ]
  }

  /// Bytes of memory, for people.
  static func memory(_ byteCount: Int) -> String {
    let tenths = (byteCount + 50_000) / 100_000
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) MB" : "\((tenths + 5) / 10) MB"
  }
}
