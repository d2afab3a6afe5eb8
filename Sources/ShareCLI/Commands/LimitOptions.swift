internal import ArgumentParser
internal import CommandLineFiles

/// What one picture may cost; the options are the same ones for a slideshow and for the process
/// that it starts for a picture.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Give up pictures that take more memory to decode.", valueName: "bytes"))
  var maxMemory = DecodingCosts.usual.memory

  @Option(help: ArgumentHelp("Give up pictures that take longer to decode.", valueName: "seconds"))
  var maxSeconds = DecodingCosts.usual.seconds

  @Option(help: ArgumentHelp("Refuse pictures of more pixels.", valueName: "count"))
  var maxPixels = DecodingCosts.usual.pixels

  func validate() throws {
    let least = DecodingCosts.leastMemory
    guard maxMemory >= least else {
      throw ValidationError(
        "--max-memory must be \(least) (256 MiB) or more, not \(maxMemory)")
    }
    guard maxSeconds.duration > .zero else {
      throw ValidationError("--max-seconds must be more than 0")
    }
    guard maxPixels > 0 else {
      throw ValidationError("--max-pixels must be 1 or more, not \(maxPixels)")
    }
  }

  var costs: DecodingCosts {
    DecodingCosts(memory: maxMemory, seconds: maxSeconds, pixels: maxPixels)
  }
}
