package import ShmChannel

/// What `T` shows: how long each stage takes, and the latest frames as columns.
package struct TimingFace: Hashable, Sendable {
  /// A stage in the legend.
  package struct Row: Hashable, Sendable {
    package let stage: LatencySummary.Stage
    package let name: String
    /// Half of the frames, and 99 of 100, take no longer.
    package let median: String
    package let high: String
  }

  /// Stages that a column is made of, the lowest first.
  package static let columnStages: [LatencySummary.Stage] = [.woken, .put, .executed, .presented]
  /// How many frames have a column.
  package static let columnCount = 128

  package let rows: [Row]
  /// The heights of each frame's stages, of 255, one upon the other.
  package let columns: [[UInt8]]
  /// What the full height stands for.
  package let top: String
  /// How many frames the numbers are about.
  package let frameCount: Int

  /// Nil where nothing has been measured.
  init?(_ recorder: LatencyRecorder) {
    guard let summary = recorder.summary else { return nil }
    rows = LatencySummary.Stage.allCases.compactMap { stage in
      summary.stages[stage].map {
        Row(
          stage: stage, name: stage.name, median: Self.text($0.median), high: Self.text($0.high))
      }
    }
    // What one of 100 exceeds goes out of the picture.
    let height = Self.roundedUp((summary.stages[.total]?.high ?? .zero) * 1.25)
    columns = recorder.latest(Self.columnCount).map { Self.column($0, height) }
    top = Self.text(height)
    frameCount = summary.frameCount
  }

  private static func column(_ sample: LatencySample, _ height: Duration) -> [UInt8] {
    var sum = Duration.zero
    var last = 0
    return columnStages.map { stage in
      sum += sample[stage] ?? .zero
      let end = Int(min(255, (sum / height * 255).rounded()))
      defer { last = end }
      return UInt8(end - last)
    }
  }

  /// The next of 1, 2 and 5 with zeros behind it, from a tenth of a millisecond.
  private static func roundedUp(_ duration: Duration) -> Duration {
    var step = Duration.microseconds(100)
    while true {
      for factor in [1, 2, 5] where step * factor >= duration { return step * factor }
      step *= 10
    }
  }

  /// Milliseconds, with as many digits as tell something.
  package static func text(_ duration: Duration) -> String {
    let microseconds = max(0, duration.microseconds)
    let (whole, thousandths) = microseconds.quotientAndRemainder(dividingBy: 1000)
    if whole >= 100 { return "\((microseconds + 500) / 1000) ms" }
    if whole >= 10 {
      let tenths = (microseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10) ms"
    }
    let hundredths = (thousandths + 5) / 10
    let (carry, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    return "\(whole + carry).\(rest < 10 ? "0" : "")\(rest) ms"
  }
}
