extension ImageEncoder {
  package enum Format: Hashable, Sendable {
    /// Gray, RGB when opaque, else RGBA with straight alpha; of 16 bits where samples have them,
    /// else of 8. Quick, not small.
    case png
    /// Raw PPM (`P6`), of 8 or 16 bits. It has no alpha: colors are written as they are, and the
    /// alpha is left out.
    case ppm
    /// Raw PGM (`P5`), of 8 or 16 bits, for gray alone.
    case pgm
    /// Samples of any type as they are: NumPy's format, red first.
    case npy
    /// Samples as float32; it has no alpha.
    case pfm
    /// Baseline JPEG, which loses something and has no alpha.
    ///
    /// - Parameters:
    ///   - quality: 1 to 100, as libjpeg counts.
    ///   - hasFullColors: 4:4:4; otherwise colors have half the width and height, 4:2:0.
    case jpeg(quality: Int, hasFullColors: Bool = false)
  }
}

extension ImageEncoder.Format {
  /// PNG for a name that ends in `.png` or in nothing, PPM for `.ppm` and `.pnm`, PGM for `.pgm`,
  /// NPY for `.npy`, PFM for `.pfm`, in any case; nil for any other ending: people may expect
  /// another format of it.
  package init?(forFileNamed name: String) {
    // A dot in front makes a name hidden, and ends nothing.
    let file = name.split(separator: "/").last?.drop { $0 == "." } ?? ""
    switch file.lastIndex(of: ".").map({ file[$0...].dropFirst().lowercased() }) ?? "" {
    case "", "png": self = .png
    case "ppm", "pnm": self = .ppm
    case "pgm": self = .pgm
    case "npy": self = .npy
    case "pfm": self = .pfm
    default: return nil
    }
  }

  /// Those that files are written in by their names.
  package static let files: [Self] = [.png, .ppm, .pgm, .npy, .pfm]

  /// Whether it has room for alpha.
  package var hasAlpha: Bool {
    switch self {
    case .png, .npy: true
    case .ppm, .pgm, .pfm, .jpeg: false
    }
  }

  /// As people call it.
  package var name: String {
    switch self {
    case .png: "PNG"
    case .ppm: "PPM"
    case .pgm: "PGM"
    case .npy: "NPY"
    case .pfm: "PFM"
    case .jpeg: "JPEG"
    }
  }
}
