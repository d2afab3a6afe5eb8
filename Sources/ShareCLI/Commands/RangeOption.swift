internal import ArgumentParser
internal import Pixels

/// Which samples viewers are told to show as black and white.
struct RangeOption: ParsableArguments {
  @Option(
    parsing: .unconditional,  // LOW may be negative
    help: ArgumentHelp(
      """
      The samples that are black and white, where a viewer does not choose others: LOW:HIGH, the \
      least and the largest (auto), or all but the outermost hundredths (robust).
      """, valueName: "range"),
    transform: Self.choice)
  var range: RangeChoice?

  private static func choice(_ text: String) throws -> RangeChoice {
    guard let choice = RangeChoice(text) else {
      throw ValidationError("it takes \(RangeChoice.accepted)")
    }
    return choice
  }
}
