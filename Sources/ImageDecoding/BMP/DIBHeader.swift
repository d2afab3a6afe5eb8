/// The head of a device-independent bitmap, as BMP and ICO hold it (wingdi.h: BITMAPCOREHEADER,
/// BITMAPINFOHEADER, BITMAPV4HEADER, BITMAPV5HEADER; OS/2's longer form of the second).
struct DIBHeader {
  enum Coding: Int {
    case plain = 0
    case runLength8 = 1
    case runLength4 = 2
    case bitFields = 3
    case jpeg = 4
    case png = 5
    case alphaBitFields = 6
  }

  let type: ImageType
  let width: Int
  /// In an ICO, of the picture and its mask together.
  let height: Int
  let isTopDown: Bool
  let bitsPerPixel: Int
  let coding: Coding
  /// Where the bits of red, green, blue and alpha stand in a pixel of 16 or 32 bits.
  let masks: [UInt32]
  let palette: [Pixel]
  /// Behind header, masks and palette: where the pixels are when nothing else says so.
  let byteCount: Int

  var rowByteCount: Int { (width * bitsPerPixel + 31) / 32 * 4 }

  static let sizes: Set<Int> = [12, 16, 40, 52, 56, 64, 108, 124]

  /// - Parameter dib: from the header's first byte to the end of the data.
  init(_ dib: FileBytes, of type: ImageType) throws(DecodingError) {
    guard let size = dib.u32(0, .little) else { throw .truncated(type) }
    guard Self.sizes.contains(size) else { throw .corrupt(type, "a header of \(size) bytes") }
    guard dib.part(from: 0, count: size) != nil else { throw .truncated(type) }
    let isCore = size == 12
    let signedHeight = isCore ? dib.u16(6, .little) : dib.i32(8, .little)
    self.type = type
    width = (isCore ? dib.u16(4, .little) : dib.i32(4, .little)) ?? 0
    height = abs(signedHeight ?? 0)
    isTopDown = (signedHeight ?? 0) < 0
    bitsPerPixel = dib.u16(isCore ? 10 : 14, .little) ?? 0
    let number = size >= 40 ? dib.u32(16, .little) ?? 0 : 0
    guard let coding = Coding(rawValue: number) else {
      throw .unsupported(type, "the compression method \(number)")
    }
    self.coding = coding
    guard Self.agrees(coding, bitsPerPixel, isTopDown: isTopDown) else {
      if coding == .jpeg || coding == .png { throw .unsupported(type, "\(coding) data inside") }
      throw .corrupt(type, "\(bitsPerPixel) bits a pixel, coded as \(coding)")
    }
    let (masks, maskByteCount) = try Self.readMasks(dib, size, coding, bitsPerPixel, type)
    self.masks = masks
    let paletteOffset = size + maskByteCount
    let entrySize = isCore ? 3 : 4
    let count = try Self.paletteCount(dib, size, bitsPerPixel, type)
    guard let entries = unsafe dib.part(from: paletteOffset, count: count * entrySize)?.raw else {
      throw .truncated(type)
    }
    palette = (0..<count).map {
      let entry = $0 * entrySize
      return unsafe Pixel(red: entries[entry + 2], green: entries[entry + 1], blue: entries[entry])
    }
    byteCount = paletteOffset + count * entrySize
  }

  private static func agrees(_ coding: Coding, _ bits: Int, isTopDown: Bool) -> Bool {
    switch coding {
    case .plain: [1, 2, 4, 8, 16, 24, 32].contains(bits)
    case .runLength8: bits == 8 && !isTopDown
    case .runLength4: bits == 4 && !isTopDown
    case .bitFields, .alphaBitFields: bits == 16 || bits == 32
    case .jpeg, .png: false
    }
  }

  /// The masks, and how many bytes they take behind a header that has no room for them.
  private static func readMasks(
    _ dib: FileBytes, _ size: Int, _ coding: Coding, _ bits: Int, _ type: ImageType
  ) throws(DecodingError) -> (masks: [UInt32], outside: Int) {
    guard coding == .bitFields || coding == .alphaBitFields else {
      return (bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF_0000, 0xFF00, 0xFF, 0], 0)
    }
    let hasAlpha = size >= 56 || coding == .alphaBitFields
    let count = hasAlpha ? 4 : 3
    var masks: [UInt32] = []
    for index in 0..<count {
      guard let mask = dib.u32(40 + index * 4, .little) else { throw .truncated(type) }
      masks.append(UInt32(mask))
    }
    if !hasAlpha { masks.append(0) }
    return (masks, size == 40 ? count * 4 : 0)
  }

  private static func paletteCount(
    _ dib: FileBytes, _ size: Int, _ bits: Int, _ type: ImageType
  ) throws(DecodingError) -> Int {
    let declared = size >= 40 ? dib.u32(32, .little) ?? 0 : 0
    guard bits <= 8 else { return declared <= 256 ? declared : 0 }
    guard declared <= 1 << bits else { throw .corrupt(type, "a palette of \(declared) colors") }
    return declared == 0 ? 1 << bits : declared
  }
}
