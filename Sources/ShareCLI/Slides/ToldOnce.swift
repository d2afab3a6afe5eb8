/// What was complained of already, so that it is not told again. A show goes on for years, and
/// pictures come and go: what came up last is remembered. A value that tells nothing itself.
struct ToldOnce {
  private let most: Int
  /// When each came up last, as a number.
  private var moments: [String: UInt64] = [:]
  private var lastMoment: UInt64 = 0

  init(keeping most: Int) { self.most = most }

  /// It comes up.
  ///
  /// - Returns: whether it is to be told.
  mutating func insert(_ message: String) -> Bool {
    lastMoment += 1
    if moments.updateValue(lastMoment, forKey: message) != nil { return false }
    if moments.count > most, let oldest = moments.min(by: { $0.value < $1.value }) {
      moments[oldest.key] = nil
    }
    return true
  }

  /// It is over: if it comes up again, that is told.
  mutating func remove(_ message: String) { moments[message] = nil }
}
