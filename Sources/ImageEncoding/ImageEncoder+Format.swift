extension ImageEncoder {
  package enum Format: Hashable, Sendable {
    /// Gray, RGB when opaque, else RGBA with straight alpha; of 16 bits where samples have them, else
    /// of 8. Quick, not small.
    case png
    /// Raw PPM (`P6`), of 8 or 16 bits. It has no alpha: colours are written as they are, and the
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
    ///   - hasFullColors: 4:4:4; otherwise colours have half the width and height, 4:2:0.
    case jpeg(quality: Int, hasFullColors: Bool = false)
  }
}

extension ImageEncoder.Format {
  /// PPM for a name that ends in `.ppm` or `.pnm`, PGM for `.pgm`, NPY for `.npy`, PFM for `.pfm`, in
  /// any case; nil for one that ends as files of another format do; else PNG.
  package init?(forFileNamed name: String) {
    // A dot in front makes a name hidden, and ends nothing.
    let file = name.split(separator: "/").last?.drop { $0 == "." } ?? ""
    let ending = file.lastIndex(of: ".").map { file[$0...].dropFirst().lowercased() } ?? ""
    if Self.others.contains(ending) { return nil }
    switch ending {
    case "ppm", "pnm": self = .ppm
    case "pgm": self = .pgm
    case "npy": self = .npy
    case "pfm": self = .pfm
    default: self = .png
    }
  }

  /// What people may expect of a name, and would not get.
  private static let others: Set = [
    "avif", "bmp", "dib", "eps", "exr", "ff", "gif", "hdr", "heic", "heif", "ico", "jfif", "jp2",
    "jpe", "jpeg", "jpg", "jxl", "pam", "pbm", "pcx", "pdf", "ps", "psd", "qoi", "svg",
    "svgz", "tga", "tif", "tiff", "webp", "xbm", "xcf", "xpm",
  ]
}
