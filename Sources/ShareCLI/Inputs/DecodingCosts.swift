internal import CommandLineFiles
internal import ImageDecoding
internal import Pixels
internal import ShmChannel

/// What decoding one picture may cost at most, and so what becomes of it.
struct DecodingCosts: Equatable {
  /// Bytes of address space of the process.
  var memory = 4 << 30
  /// Of processor time.
  var seconds = Seconds(.seconds(30))
  /// Width times height; nil for what `DecodingLimits` has for stills and for animations.
  var pixels: Int?
  /// Whether a picture is halved until two frames of it fit into shared memory.
  var shrinks = true
  /// Whether samples stay as they are in the file.
  var depth = DepthChoice.keep
  /// Whether colors become sRGB.
  var profile = EmbeddedProfile.convert
  /// Whether somebody waits for a slide, for which it may take more of the processors.
  var isUrgent = false

  /// With less, the program and the libraries that decode are not there yet, or fail at random.
  static let leastMemory = 256 << 20

  /// What is wrong with them, in the words of the options that give them; nil where nothing is.
  var problem: String? {
    if memory < Self.leastMemory {
      return "--max-memory must be \(Self.leastMemory) (256 MiB) or more, not \(memory)"
    }
    if seconds.duration <= .zero { return "--max-seconds must be more than 0" }
    if let pixels, pixels < 1 { return "--max-pixels must be 1 or more, not \(pixels)" }
    return nil
  }

  /// Bytes that one picture out of a pipe may have: 16 for each pixel, which is twice what any type
  /// takes without compression, and 64 MiB for what stands beside them. A pipe may never end.
  var pipeByteLimit: Int {
    let (pixelBytes, isTooMuch) = limits.maxPixels.multipliedReportingOverflow(by: 16)
    let most = InputBytes.maximumByteCount
    return isTooMuch || pixelBytes > most ? most : min(most, pixelBytes + (64 << 20))
  }

  /// The same for the decoder.
  var limits: DecodingLimits {
    pixels.map { DecodingLimits(maxPixels: $0, maxAnimationPixels: $0) } ?? DecodingLimits()
  }

  /// Whether pictures are decoded to samples as they are in the file: also where 8 bits are made of
  /// them by a range, or a transfer, that is not the file's.
  func keepsSamples(for range: RangeChoice?, _ transfer: Transfer?) -> Bool {
    depth == .keep || range != nil || transfer != nil
  }

  /// The options of `decode-slide` that give another process the same limits.
  var arguments: [String] {
    ["--max-memory", "\(memory)", "--max-seconds", "\(seconds)"]
      + (pixels.map { ["--max-pixels", "\($0)"] } ?? []) + (shrinks ? [] : ["--no-shrink"])
      + (depth == .keep ? [] : ["--depth", depth.rawValue])
      + (profile == .convert ? [] : ["--embedded-profile", profile.rawValue])
      + (isUrgent ? ["--urgent"] : [])
  }
}
