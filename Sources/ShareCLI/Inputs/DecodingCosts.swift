internal import CommandLineFiles
private import ImageDecoding

/// What decoding one picture may cost at most.
struct DecodingCosts: Equatable {
  /// Bytes of address space of the process.
  let memory: Int
  /// Of processor time.
  let seconds: Seconds
  /// Width times height.
  let pixels: Int

  /// The limits where none are given.
  static let usual = DecodingCosts(
    memory: 4 << 30, seconds: Seconds(.seconds(30)), pixels: DecodingLimits().maxPixels)

  /// With less, the program and the libraries that decode are not there yet, or fail at random.
  static let leastMemory = 256 << 20

  /// The options of `decode-slide` that give another process the same limits.
  var arguments: [String] {
    ["--max-memory", "\(memory)", "--max-seconds", "\(seconds)", "--max-pixels", "\(pixels)"]
  }
}
