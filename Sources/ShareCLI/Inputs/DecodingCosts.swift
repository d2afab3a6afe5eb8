internal import CommandLineFiles
internal import ImageDecoding

/// What decoding one picture may cost at most.
struct DecodingCosts: Equatable {
  /// Bytes of address space of the process.
  var memory = 4 << 30
  /// Of processor time.
  var seconds = Seconds(.seconds(30))
  /// Width times height; nil for what `DecodingLimits` has for stills and for animations.
  var pixels: Int?

  /// With less, the program and the libraries that decode are not there yet, or fail at random.
  static let leastMemory = 256 << 20

  /// The same for the decoder.
  var limits: DecodingLimits {
    pixels.map { DecodingLimits(maxPixels: $0, maxAnimationPixels: $0) } ?? DecodingLimits()
  }

  /// The options of `decode-slide` that give another process the same limits.
  var arguments: [String] {
    ["--max-memory", "\(memory)", "--max-seconds", "\(seconds)"]
      + (pixels.map { ["--max-pixels", "\($0)"] } ?? [])
  }
}
