internal import ArgumentParser
internal import CommandLineFiles

/// What one picture may cost; the options are the same ones wherever pictures are decoded.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Give up pictures that take more memory to decode.", valueName: "bytes"))
  var maxMemory = DecodingCosts().memory

  @Option(
    help: ArgumentHelp(
      "Give up pictures that take more processor time to decode.", valueName: "seconds"))
  var maxSeconds = DecodingCosts().seconds

  @Option(
    help: ArgumentHelp(
      "Refuse pictures of more pixels. (default: 400000000; 100000000 for animations)",
      valueName: "count"))
  var maxPixels: Int?

  func validate() throws {
    if let problem = costs.problem { throw ValidationError(problem) }
  }

  var costs: DecodingCosts {
    DecodingCosts(memory: maxMemory, seconds: maxSeconds, pixels: maxPixels)
  }
}
