internal import ShmChannel

/// How a TIFF page keeps samples that bytes would not hold: gray or RGB, perhaps with alpha; or as
/// SGI's logarithms, of which libtiff makes luminance, or CIE's XYZ.
struct TIFFNumbers: Equatable {
  /// SampleFormat (TIFF 6.0, page 80).
  enum Kind: Int { case unsigned = 1, signed, float }

  let kind: Kind
  /// Bits a sample: 8 (signed ones only), 9 to 15 (unsigned ones only), 16, 32 or 64.
  let depth: Int
  let colors: TIFFLayout.Colors
  /// Whether libtiff makes them of SGI's logarithms; three of them are XYZ then.
  let areLogarithms: Bool

  private static let depths: [Kind: Set<Int>] = [
    .unsigned: Set(9...16).union([32, 64]), .signed: [8, 16, 32, 64], .float: [16, 32, 64],
  ]

  /// Nil for a page whose samples fit into bytes, or are no grays and no RGB.
  init?(_ page: TIFFDirectory) {
    if let colors = Self.colors(ofLogarithms: page) {
      // The codec gives float32, whatever stands there: writers say 16 bits.
      (kind, depth, self.colors, areLogarithms) = (.float, 32, colors, true)
      return
    }
    let bits = page.values(.bitsPerSample, limit: 64)
    let formats = page.values(.sampleFormat, limit: 64)
    let count = page.first(.samplesPerPixel) ?? 1
    guard let depth = bits.first, bits.allSatisfy({ $0 == depth }),
      let kind = Kind(rawValue: formats.first ?? Kind.unsigned.rawValue),
      formats.allSatisfy({ $0 == kind.rawValue }), Self.depths[kind]?.contains(depth) ?? false,
      let colors = Self.colors(of: page), count >= colors.sampleCount,
      depth.isMultiple(of: 8) || Self.areOnlyPacked(page)
    else { return nil }
    (self.kind, self.depth, self.colors, areLogarithms) = (kind, depth, colors, false)
  }

  /// PhotometricInterpretation, and Compression (tiff.h), of SGI's logarithms.
  private static let (logL, logLuv) = (32_844, 32_845)
  private static let logarithms: Set = [34_676, 34_677]

  /// Nil for a page that keeps no logarithms.
  private static func colors(ofLogarithms page: TIFFDirectory) -> TIFFLayout.Colors? {
    guard logarithms.contains(page.first(.compression) ?? 1), !TIFFLayout.isPlanar(page) else {
      return nil
    }
    return switch (page.first(.photometric), page.first(.samplesPerPixel) ?? 1) {
    case (logL, 1): .blackIsZero
    case (logLuv, 3): .rgb
    default: nil
    }
  }

  /// JPEG (tiff.h, `COMPRESSION_JPEG`).
  private static let jpeg = 7
  /// Predictor 1 (TIFF 6.0, page 64).
  private static let noPredictor = 1

  /// Whether nothing is done to samples that do not fill bytes but what libtiff undoes: it has
  /// neither their differences nor, mostly, their JPEG.
  private static func areOnlyPacked(_ page: TIFFDirectory) -> Bool {
    page.first(.predictor) ?? noPredictor == noPredictor && page.first(.compression) != jpeg
  }

  /// Nil for colors that are no RGB.
  private static func colors(of page: TIFFDirectory) -> TIFFLayout.Colors? {
    switch page.first(.photometric) {
    case 0, 1, 2, nil: TIFFLayout.colors(of: page)
    default: nil
    }
  }

  /// Whether `TIFFPixels` makes 8 bits of them; others become samples of a frame first.
  var arePlain: Bool { kind == .unsigned && depth == 16 }

  /// How its samples are stored in a frame.
  var sample: SampleType { kind == .unsigned && depth <= 16 ? .uint16 : .float32 }

  /// The highest of samples that do not fill their type; nil of others.
  var highest: Int? { kind == .unsigned && depth < 16 ? 1 << depth - 1 : nil }

  /// What is said of samples for which frames have no format; nil where they have one.
  var remark: String? {
    if sample == .uint16 || kind == .float && depth == 32 { return nil }
    let names: [Kind: String] = [.unsigned: "uint", .signed: "int", .float: "float"]
    return "its \(names[kind] ?? "")\(depth) numbers became float32"
  }
}
