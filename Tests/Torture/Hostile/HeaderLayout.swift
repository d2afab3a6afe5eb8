/// Where the fields of a file's header stand: docs/PROTOCOL.md, sections 4 to 6 and 12, written
/// down once more so that an error in the product's table is not repeated here.
struct HeaderLayout {
  struct Field {
    let offset: Int
    let byteCount: Int
  }

  /// Bytes that a reader looks at.
  let byteCount: Int
  let fields: [Field]

  private init(byteCount: Int, _ fields: [(offset: Int, byteCount: Int)]) {
    self.byteCount = byteCount
    self.fields = fields.map(Field.init)
  }

  static let control = HeaderLayout(
    byteCount: 64,
    [(0, 8), (8, 4), (12, 4), (16, 8), (24, 8), (32, 8), (40, 8), (48, 8), (56, 4), (60, 4)])
  static let frame = HeaderLayout(
    byteCount: 1104,
    [
      (0, 8), (8, 4), (12, 4), (16, 8), (24, 8), (32, 8), (40, 8), (48, 4), (52, 4), (56, 4),
      (60, 4), (64, 8), (72, 4), (76, 4), (80, 8),
    ])
  static let viewer = HeaderLayout(
    byteCount: 176,
    [(0, 8), (8, 4), (12, 4), (16, 8), (24, 8), (32, 4), (36, 4), (40, 8), (104, 8), (120, 4)]
      + stride(from: 128, to: 176, by: 4).map { ($0, 4) })

  static let show = HeaderLayout(
    byteCount: 4096 + 4108,
    [
      (0, 8), (8, 4), (12, 4), (16, 4), (20, 4), (24, 4), (28, 4), (32, 4), (36, 4), (40, 8),
      (48, 8), (56, 8), (64, 4), (68, 4), (72, 8), (2128, 8), (2136, 8), (4092, 4),
      // The first record behind the page.
      (4096, 4), (4100, 4), (4104, 4), (4108, 4),
    ])

  /// Offsets in a frame's header that size it, for products that wrap.
  static let (width, height, rowStride) = (48, 52, 56)

  /// Numbers at which arithmetic goes wrong.
  static let edges: [UInt64] = [
    0, 1, 2, 3, 4, 63, 64, 65, 1024, 1025, 4095, 4096, 4097, 65_534, 65_535, 65_536, 262_140,
    262_144, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFC, 0xFFFF_FFFF, 0x1_0000_0000,
    0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFE, 0xFFFF_FFFF_FFFF_FFFF,
  ]
}

/// The lowest `byteCount` bytes of a number, the lowest first.
func littleEndian(_ number: UInt64, byteCount: Int) -> [UInt8] {
  (0..<byteCount).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
}
