import ShmChannel

/// How long each stage of one frame's way took, in microseconds.
struct LatencySample: Equatable, Sendable {
  /// By the numbers of the stages; two lanes are not used.
  private var microseconds = SIMD8<UInt32>(repeating: .max)

  /// What a stage took; nil where that is not known. Setting it rounds to whole microseconds, and
  /// what is less than none, as after a change of the clock, is none.
  subscript(_ stage: LatencySummary.Stage) -> Duration? {
    get { self[number: stage].map { .microseconds($0) } }
    set {
      microseconds[stage.rawValue] =
        newValue.map { min(UInt32(clamping: $0.microseconds), .max - 1) } ?? .max
    }
  }

  /// The same as a number of microseconds.
  subscript(number stage: LatencySummary.Stage) -> UInt32? {
    let number = microseconds[stage.rawValue]
    return number == .max ? nil : number
  }
}
