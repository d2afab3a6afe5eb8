internal import ArgumentParser

/// What becomes of pictures that are too large for shared memory.
struct ShrinkOption: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Halve a picture until two frames of it fit into shared memory, rather than fail.")
  var shrink = true

  /// The same costs, with that choice.
  func applied(to costs: DecodingCosts) -> DecodingCosts {
    var costs = costs
    costs.shrinks = shrink
    return costs
  }
}
