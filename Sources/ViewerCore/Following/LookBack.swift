import ShmChannel

/// A look back at frames that are still there.
package struct LookBack: Equatable, Sendable {
  /// The frame that it began at: what is newer has come since.
  let origin: FrameKey
  /// What was there at the last look, the oldest first.
  var kept: [KeptFrame]

  /// Where that frame is among them.
  func face(of frame: FrameKey) -> HistoryFace {
    HistoryFace(
      position: kept.firstIndex { $0.generation == frame.generation }, count: kept.count,
      byteCount: kept.reduce(0) { $0 + $1.allocatedByteCount })
  }

  /// The generation that steps lead to; nil where there is none that way.
  ///
  /// - Parameters:
  ///   - steps: Towards newer frames, or a negative number towards older ones.
  ///   - generation: Where they begin; `.empty` for a frame before all of these.
  static func generation(
    _ steps: Int, from generation: Generation, among kept: [KeptFrame]
  ) -> Generation? {
    let older = kept.filter { $0.generation < generation }
    let newer = kept.filter { $0.generation > generation }
    return steps < 0
      ? older.suffix(-steps).first?.generation : newer.prefix(steps).last?.generation
  }
}
