extension ImageType {
  /// The type that the first bytes (for TGA, which has no mark, the header's fields) tell.
  package init?(sniffing bytes: UnsafeRawBufferPointer) {
    unsafe self.init(FileBytes(bytes))
  }

  init?(_ file: FileBytes) {
    let bytes = unsafe FileBytes(
      UnsafeRawBufferPointer(rebasing: file.raw.prefix(Self.headByteCount)))
    if let type = Self.marked(bytes) ?? Self.container(bytes) {
      self = type
    } else if Self.beginsPNM(bytes) {
      self = .pnm
    } else if Self.beginsICO(bytes) {
      self = .ico
    } else if SVGRoot(bytes) != nil {
      self = .svg
    } else if TGAHeader(bytes) != nil {
      self = .tga
    } else {
      return nil
    }
  }

  /// Types whose first bytes are fixed.
  private static func marked(_ bytes: FileBytes) -> ImageType? {
    if bytes.has([0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if bytes.has("qoif") { return .qoi }
    if bytes.has(NPYHeader.magic) { return .npy }
    if ["#?RADIANCE\n", "#?RADIANCE\r\n", "#?RGBE\n", "#?RGBE\r\n"].contains(where: {
      bytes.has($0)
    }) {
      return .hdr
    }
    if bytes.has([0x76, 0x2F, 0x31, 0x01]) { return .exr }
    if bytes.has("PF") || bytes.has("Pf"), let next = bytes[2], FileBytes.isSpace(next) {
      return .pfm
    }
    if bytes.has("GIF87a") || bytes.has("GIF89a") { return .gif }
    if bytes.has("II*\0") || bytes.has("MM\0*") { return TIFFPages.isRaw(bytes) ? .raw : .tiff }
    if bytes.has("FUJIFILMCCD-RAW") || bytes.has("ftypcrx ", at: 4) { return .raw }
    if ["IIRO", "IIRS", "MMOR", "IIU\0"].contains(where: { bytes.has($0) }) { return .raw }
    if bytes.has("II+\0") || bytes.has("MM\0+") { return .tiff }  // BigTIFF
    if bytes.has(JPEGXLFile.codestreamMark) { return .jpegXL }
    if bytes.has([0, 0, 0, 12]), bytes.has("JXL \r\n", at: 4), bytes.has([0x87, 0x0A], at: 10) {
      return .jpegXL
    }
    return beginsBMP(bytes) ? .bmp : nil
  }

  /// Types that say in a container what they hold: RIFF, and ISO base media (ISO 14496-12).
  private static func container(_ bytes: FileBytes) -> ImageType? {
    if bytes.has("RIFF"), bytes.has("WEBP", at: 8) { return .webp }
    guard bytes.has("ftyp", at: 4), let size = bytes.u32(0, .big) else { return nil }
    let brandOffsets = [8] + Array(stride(from: 16, to: min(size, 256, bytes.count) - 3, by: 4))
    let heif = ["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs"]
    for offset in brandOffsets {
      if bytes.has("avif", at: offset) || bytes.has("avis", at: offset) { return .avif }
      if heif.contains(where: { bytes.has($0, at: offset) }) { return .heif }
    }
    return bytes.has("mif1", at: 8) || bytes.has("msf1", at: 8) ? .heif : nil
  }

  /// `BM`, and behind the file's header (wingdi.h: BITMAPFILEHEADER) one of a bitmap.
  private static func beginsBMP(_ bytes: FileBytes) -> Bool {
    guard bytes.has("BM"), let size = bytes.u32(14, .little) else { return false }
    return DIBHeader.sizes.contains(size)
  }

  /// `P1` to `P7`, and what ends a word.
  private static func beginsPNM(_ bytes: FileBytes) -> Bool {
    guard bytes[0] == UInt8(ascii: "P"), let kind = bytes[1], let next = bytes[2] else {
      return false
    }
    let isKnown = (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(kind)
    return isKnown && (FileBytes.isSpace(next) || next == UInt8(ascii: "#"))
  }

  /// An icon's or a cursor's mark and number of pictures, the reserved byte of the first entry, and
  /// its data behind the directory.
  private static func beginsICO(_ bytes: FileBytes) -> Bool {
    guard bytes.has([0, 0, 1, 0]) || bytes.has([0, 0, 2, 0]),
      let count = bytes.u16(4, .little), (1...1024).contains(count)
    else { return false }
    return bytes[9] == 0 && (bytes.u32(18, .little) ?? 0) >= 6 + count * 16
  }
}
