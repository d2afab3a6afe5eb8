/// The head of a TGA file (Truevision TGA 2.0 specification), which begins with no mark: it is one
/// when all its fields agree.
struct TGAHeader {
  enum Coding: UInt8 {
    case palette = 1
    case color = 2
    case gray = 3
  }

  let coding: Coding
  let isRunLength: Bool
  let paletteStart: Int
  let paletteCount: Int
  let paletteBits: Int
  let width: Int
  let height: Int
  let bitsPerPixel: Int
  let alphaBits: Int
  let isTopDown: Bool
  let isRightToLeft: Bool
  /// Where the palette begins, behind the identification.
  let paletteOffset: Int

  /// Whether alpha is announced; a fourth byte that is not is alpha too, unless all are 0.
  var mayHaveAlpha: Bool { alphaBits > 0 || coding == .color && bitsPerPixel == 32 }

  var bytesPerPixel: Int { (bitsPerPixel + 7) / 8 }
  var dataOffset: Int { paletteOffset + paletteCount * ((paletteBits + 7) / 8) }

  init?(_ bytes: FileBytes) {
    guard let head = unsafe bytes.part(from: 0, count: 18)?.raw,
      let coding = unsafe Coding(rawValue: head[2] & ~8), unsafe head[1] <= 1
    else { return nil }
    func word(_ offset: Int) -> Int { unsafe Int(head[offset]) | Int(head[offset + 1]) << 8 }
    self.coding = coding
    isRunLength = unsafe head[2] & 8 != 0
    paletteStart = word(3)
    paletteCount = word(5)
    paletteBits = unsafe Int(head[7])
    (width, height) = (word(12), word(14))
    bitsPerPixel = unsafe Int(head[16])
    let descriptor = unsafe head[17]
    alphaBits = Int(descriptor & 0x0F)
    isTopDown = descriptor & 0x20 != 0
    isRightToLeft = descriptor & 0x10 != 0
    paletteOffset = unsafe 18 + Int(head[0])
    guard width > 0, height > 0, descriptor & 0xC0 == 0, alphaBits <= 8 else { return nil }
    guard unsafe hasSoundPalette(isPresent: head[1] == 1), hasSoundDepth else { return nil }
  }

  private func hasSoundPalette(isPresent: Bool) -> Bool {
    guard isPresent else {
      return coding != .palette && paletteStart == 0 && paletteCount == 0
    }
    return paletteCount > 0 && [15, 16, 24, 32].contains(paletteBits)
  }

  private var hasSoundDepth: Bool {
    switch coding {
    case .palette: bitsPerPixel == 8 || bitsPerPixel == 16
    case .color: [15, 16, 24, 32].contains(bitsPerPixel)
    case .gray: bitsPerPixel == 8 || bitsPerPixel == 16
    }
  }
}
