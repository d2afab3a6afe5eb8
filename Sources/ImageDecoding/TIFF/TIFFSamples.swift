/// How a TIFF keeps its samples, and whether colors can be made of them.
struct TIFFSamples {
  /// PhotometricInterpretation (TIFF 6.0, page 37).
  private enum Photometric {
    static let whiteIsZero = 0
    static let blackIsZero = 1
    static let rgb = 2
    static let palette = 3
    static let separated = 5
    static let yCbCr = 6
    static let cieLab = 8
    static let iccLab = 9
  }

  /// SampleFormat 1 (TIFF 6.0, page 80).
  private static let unsigned = 1
  /// InkSet 1 (TIFF 6.0, page 70).
  private static let cmyk = 1

  private let bits: [Int]
  private let format: Int
  private let photometric: Int?
  private let inkSet: Int

  /// What is not in the directory has the value that TIFF 6.0 gives it.
  init(_ directory: TIFFDirectory) {
    let bits = directory.values(.bitsPerSample, limit: 64)
    self.bits = bits.isEmpty ? [1] : bits
    format = directory.first(.sampleFormat) ?? Self.unsigned
    photometric = directory.first(.photometric)
    inkSet = directory.first(.inkSet) ?? Self.cmyk
  }

  /// What cannot be turned into colors, in words to stand behind "TIFF with"; nil if it can.
  var obstacle: String? {
    if format != Self.unsigned { return "signed or floating-point samples" }
    let depth = bits[0]
    if bits.contains(where: { $0 != depth }) { return "samples of different depths" }
    guard [1, 2, 4, 8, 16].contains(depth) else { return "\(depth) bits a sample" }
    return obstacle(depth: depth)
  }

  /// What our own code does, and of luma and chroma the depth that libtiff makes colors of
  /// (`PickContigCase` in its `tif_getimage.c`).
  private func obstacle(depth: Int) -> String? {
    switch photometric {
    case Photometric.whiteIsZero, Photometric.blackIsZero, Photometric.palette, Photometric.rgb:
      return nil
    case Photometric.separated: return inkSet != Self.cmyk ? "inks other than CMYK" : nil
    case Photometric.yCbCr:
      return depth != 8 ? "\(depth)-bit YCbCr colors" : nil
    case Photometric.cieLab, Photometric.iccLab:
      return depth < 8 ? "\(depth)-bit CIELAB colors" : nil
    case nil: return nil  // libtiff guesses
    case .some(let kind): return "colors of kind \(kind)"
    }
  }
}
