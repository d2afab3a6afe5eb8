internal import ShmChannel

/// How a TIFF page keeps samples that bytes would not hold: gray or RGB, perhaps with alpha.
struct TIFFNumbers: Equatable {
  /// SampleFormat (TIFF 6.0, page 80).
  enum Kind: Int { case unsigned = 1, signed, float }

  let kind: Kind
  /// Bits a sample: 8 (signed ones only), 16, 32 or 64.
  let depth: Int

  private static let depths: [Kind: Set<Int>] = [
    .unsigned: [16, 32, 64], .signed: [8, 16, 32, 64], .float: [16, 32, 64],
  ]

  /// Nil for a page whose samples fit into bytes, or are no grays and no RGB.
  init?(_ page: TIFFDirectory) {
    let bits = page.values(.bitsPerSample, limit: 64)
    let formats = page.values(.sampleFormat, limit: 64)
    let count = page.first(.samplesPerPixel) ?? 1
    guard let depth = bits.first, bits.allSatisfy({ $0 == depth }),
      let kind = Kind(rawValue: formats.first ?? Kind.unsigned.rawValue),
      formats.allSatisfy({ $0 == kind.rawValue }), Self.depths[kind]?.contains(depth) ?? false,
      let isGray = Self.isGray(page.first(.photometric), sampleCount: count),
      count >= (isGray ? 1 : 3)
    else { return nil }
    self.kind = kind
    self.depth = depth
  }

  /// Nil for colours that are no RGB.
  private static func isGray(_ photometric: Int?, sampleCount: Int) -> Bool? {
    switch photometric {
    case 0, 1: true
    case 2: false
    case nil: sampleCount < 3
    default: nil
    }
  }

  /// How its samples are stored in a frame.
  var sample: SampleType { kind == .unsigned && depth == 16 ? .uint16 : .float32 }

  /// What is said of samples for which frames have no format; nil where they have one.
  var remark: String? {
    if sample == .uint16 || kind == .float && depth == 32 { return nil }
    let names: [Kind: String] = [.unsigned: "uint", .signed: "int", .float: "float"]
    return "its \(names[kind] ?? "")\(depth) numbers became float32"
  }
}
