/// What the chunks of a PNG say its colors mean (PNG specification, third edition, 11.3.2).
struct PNGColors {
  private var coded: FileBytes?
  private var icc: FileBytes?
  private var isSRGB = false
  private var gamma: Double?
  private var primaries: Primaries?

  /// Takes a chunk that says something of them; others, and damaged ones, are passed over.
  mutating func keep(_ chunk: PNGChunks.Chunk) {
    guard ["cICP", "iCCP", "sRGB", "gAMA", "cHRM"].contains(where: chunk.isNamed),
      chunk.hasRightChecksum
    else { return }
    let data = chunk.data
    if chunk.isNamed("cICP") {
      coded = coded ?? data
    } else if chunk.isNamed("iCCP") {
      icc = icc ?? data
    } else if chunk.isNamed("sRGB") {
      isSRGB = true
    } else if chunk.isNamed("gAMA") {
      gamma = gamma ?? data.u32(0, .big).map { Double($0) / 100_000 }
    } else {
      primaries = primaries ?? Self.primaries(data)
    }
  }

  private static func primaries(_ data: FileBytes) -> Primaries? {
    let numbers = (0..<8).compactMap { data.u32($0 * 4, .big).map { Double($0) / 100_000 } }
    guard numbers.count == 8 else { return nil }
    func point(_ index: Int) -> Primaries.Point { .init(numbers[index], numbers[index + 1]) }
    return Primaries(red: point(2), green: point(4), blue: point(6), white: point(0))
  }

  /// By the chunk that counts most (4.3); nil for sRGB.
  var profile: FileProfile? {
    if let primaries = coded?[0], let transfer = coded?[1] {
      return RGBSpace(primaries: Int(primaries), transfer: Int(transfer)).map(FileProfile.space)
    }
    if let icc { return .inflated(Self.compressed(icc)) }
    if isSRGB || gamma == nil && primaries == nil { return nil }
    let chunks = [gamma == nil ? nil : "gAMA", primaries == nil ? nil : "cHRM"]
    return .space(
      RGBSpace(
        curve: curve, primaries: primaries ?? .sRGB,
        name: chunks.compactMap(\.self).joined(separator: " and ")))
  }

  /// `gAMA` of 1/2.2 is what writers of sRGB say for readers that do not know sRGB.
  private var curve: ToneCurve {
    guard let gamma, (0.1...10).contains(gamma), abs(gamma - 0.45455) > 0.001 else { return .sRGB }
    return .gamma(1 / gamma)
  }

  /// What stands behind the name of a profile and the number of its compression.
  private static func compressed(_ data: FileBytes) -> FileBytes {
    let end = (0..<min(80, data.count)).first { data[$0] == 0 } ?? data.count
    return data.dropping(end + 2)
  }
}
