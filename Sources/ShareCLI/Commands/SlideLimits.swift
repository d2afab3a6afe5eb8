internal import ArgumentParser
internal import ImageDecoding

/// What one picture of a slideshow may cost; the options are the same ones for the slideshow and
/// for the process that it starts for a picture.
struct SlideLimits: ParsableArguments {
  @Option(
    help: ArgumentHelp("Give up pictures that take more memory to decode.", valueName: "bytes"))
  var maxMemory = 4 << 30

  @Option(help: ArgumentHelp("Give up pictures that take longer.", valueName: "seconds"))
  var maxSeconds = Self.usualSeconds

  @Option(help: ArgumentHelp("Refuse pictures of more pixels.", valueName: "count"))
  var maxPixels = DecodingLimits().maxPixels

  /// With less, the program and the libraries that decode are not there yet, or fail at random.
  static let leastMemory = 256 << 20

  private static let usualSeconds = Seconds(.seconds(30))

  func validate() throws {
    guard maxMemory >= Self.leastMemory else {
      throw ValidationError(
        "--max-memory must be \(Self.leastMemory) (256 MiB) or more, not \(maxMemory)")
    }
    guard maxSeconds.duration > .zero else {
      throw ValidationError("--max-seconds must be more than 0")
    }
    guard maxPixels > 0 else {
      throw ValidationError("--max-pixels must be 1 or more, not \(maxPixels)")
    }
  }

  /// For `DecodeSlide`: what gives another process the same limits.
  var arguments: [String] {
    [
      "--max-memory", "\(maxMemory)", "--max-seconds", "\(maxSeconds)",
      "--max-pixels", "\(maxPixels)",
    ]
  }
}
