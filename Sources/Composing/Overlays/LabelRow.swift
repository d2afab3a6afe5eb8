/// Finds places for labels in a row, none over another.
struct LabelRow {
  /// What a label takes, and where its middle belongs.
  struct Span: Equatable {
    let width: Int
    let middle: Int
  }

  /// Between two labels, at least.
  let gap: Int
  let width: Int

  /// Where labels begin, from left to right: each in the row, with its middle where it belongs or
  /// as near as the ends of the row let it; nil where they have no room.
  ///
  /// - Parameter mayMove: whether labels may push each other aside.
  func starts(of spans: [Span], mayMove: Bool) -> [Int]? {
    let needed = spans.reduce(0) { $0 + $1.width } + gap * max(0, spans.count - 1)
    if needed > width { return nil }
    let wanted = spans.map { min(max(0, $0.middle - $0.width / 2), width - $0.width) }
    var starts = wanted
    for index in starts.indices.dropFirst() {
      starts[index] = max(starts[index], starts[index - 1] + spans[index - 1].width + gap)
    }
    var end = width
    for index in starts.indices.reversed() {
      starts[index] = min(starts[index], end - spans[index].width)
      end = starts[index] - gap
    }
    return mayMove || starts == wanted ? starts : nil
  }
}
