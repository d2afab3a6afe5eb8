/// How long the latest frames took on their way to the screen, as a viewer has measured it.
package struct LatencySummary: Hashable, Sendable {
  /// What a frame comes to on its way; each stage takes as long as it is after the one before.
  package enum Stage: Int, CaseIterable, Sendable {
    /// Its publisher has committed it: since its capture, where the publisher says when that was.
    case commit
    /// The viewer has turned to it.
    case woken
    /// Its draw request has been sent.
    case put
    /// The viewer has heard that the X server has executed that.
    case executed
    /// The screen shows it, where the viewer can know.
    case presented
    /// All of it, since the commit.
    case total

    /// What users call it.
    package var name: String { "\(self)" }
  }

  /// What half of the frames did not exceed, and what 99 of 100 did not.
  package struct Percentiles: Hashable, Sendable {
    package var median: Duration
    package var high: Duration

    package init(median: Duration, high: Duration) {
      (self.median, self.high) = (median, high)
    }
  }

  /// How many frames were measured.
  package var frameCount: Int
  /// What is known of the stages.
  package var stages: [Stage: Percentiles]

  package init(frameCount: Int, stages: [Stage: Percentiles]) {
    (self.frameCount, self.stages) = (frameCount, stages)
  }
}

/// As bytes of a viewer's file (docs/PROTOCOL.md, "viewers").
extension LatencySummary {
  /// Bytes of the field.
  static let byteCount = 8 + Stage.allCases.count * 8
  /// Microseconds that say that a stage is not known.
  private static let unknown = UInt32.max

  /// Nil where no frame was measured.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.byteCount else { return nil }
    frameCount = Int(bytes.number(UInt32.self, at: 0))
    if frameCount == 0 { return nil }
    stages = [:]
    for stage in Stage.allCases {
      let (median, high) = (
        bytes.number(UInt32.self, at: 8 + stage.rawValue * 8),
        bytes.number(UInt32.self, at: 12 + stage.rawValue * 8)
      )
      if median == Self.unknown || high == Self.unknown { continue }
      stages[stage] = Percentiles(median: .microseconds(median), high: .microseconds(high))
    }
  }

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.set(UInt32(clamping: frameCount), at: 0)
    for stage in Stage.allCases {
      let percentiles = stages[stage]
      bytes.set(Self.number(percentiles?.median), at: 8 + stage.rawValue * 8)
      bytes.set(Self.number(percentiles?.high), at: 12 + stage.rawValue * 8)
    }
    return bytes
  }

  private static func number(_ duration: Duration?) -> UInt32 {
    duration.map { min(UInt32(clamping: $0.microseconds), unknown - 1) } ?? unknown
  }
}

extension Duration {
  /// Whole microseconds; the nearest that there is for what is too far.
  package var microseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
    if overflows { return seconds < 0 ? .min : .max }
    let (sum, isTooFar) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000)
    return isTooFar ? (seconds < 0 ? .min : .max) : sum
  }

  /// Milliseconds with three places behind the point; for no less than zero.
  package var inMilliseconds: String {
    let (whole, rest) = max(0, microseconds).quotientAndRemainder(dividingBy: 1000)
    let digits = String(rest)
    return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
