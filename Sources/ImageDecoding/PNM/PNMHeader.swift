/// The head of a PBM, PGM, PPM or PAM file (netpbm's pbm(5), pgm(5), ppm(5), pam(5)).
struct PNMHeader {
  /// `P1` to `P7`: the digit.
  let kind: UInt8
  private(set) var width = 0
  private(set) var height = 0
  /// Samples a pixel.
  private(set) var depth = 1
  private(set) var maximum = 1
  /// PAM: the last sample is the alpha.
  private(set) var hasAlpha = false
  /// PAM as ImageMagick writes it: cyan, magenta, yellow and black, and perhaps alpha.
  private(set) var hasInks = false
  /// Where the samples begin.
  private(set) var dataOffset = 0

  var isPlain: Bool { kind <= UInt8(ascii: "3") }
  var isBitmap: Bool { kind == UInt8(ascii: "1") || kind == UInt8(ascii: "4") }
  var bytesPerSample: Int { maximum > 255 ? 2 : 1 }

  init(_ file: FileBytes) throws(DecodingError) {
    kind = file[1] ?? 0
    var tokens = PNMTokens(file, offset: 2)
    if kind == UInt8(ascii: "7") {
      try readPAM(&tokens)
    } else {
      width = try tokens.number()
      height = try tokens.number()
      if !isBitmap { maximum = try tokens.number() }
      depth = kind == UInt8(ascii: "3") || kind == UInt8(ascii: "6") ? 3 : 1
    }
    // One space ends the header; what follows it may look like one more.
    dataOffset = tokens.offset + 1
    guard (1...65_535).contains(maximum) else {
      throw .corrupt(.pnm, "a highest value of \(maximum)")
    }
  }

  private mutating func readPAM(_ tokens: inout PNMTokens) throws(DecodingError) {
    var kind = ""
    while true {
      switch try tokens.word() {
      case "WIDTH": width = try tokens.number()
      case "HEIGHT": height = try tokens.number()
      case "DEPTH": depth = try tokens.number()
      case "MAXVAL": maximum = try tokens.number()
      case "TUPLTYPE": kind = try tokens.word()
      case "ENDHDR": return try setChannels(kind)
      default: throw .corrupt(.pnm, "an unknown header line")  // whose words may be anything
      }
    }
  }

  private mutating func setChannels(_ kind: String) throws(DecodingError) {
    hasInks = kind == "CMYK" || kind == "CMYK_ALPHA"
    guard depth >= 1, depth <= (kind == "CMYK_ALPHA" ? 5 : 4), !hasInks || depth >= 4 else {
      throw .unsupported(.pnm, "\(depth) channels")
    }
    hasAlpha = hasInks ? depth == 5 : depth == 2 || depth == 4 || kind.hasSuffix("_ALPHA")
  }
}
