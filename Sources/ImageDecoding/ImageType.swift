/// A type of picture, told from a file's content and never from its name.
package enum ImageType: String, CaseIterable, Sendable, CustomStringConvertible {
  case jpeg = "JPEG"
  case png = "PNG"
  case webp = "WebP"
  case gif = "GIF"
  case tiff = "TIFF"
  case bmp = "BMP"
  case heif = "HEIF"
  case avif = "AVIF"
  case jpegXL = "JPEG XL"
  case svg = "SVG"
  case pnm = "PNM"
  case tga = "TGA"
  case ico = "ICO"
  case qoi = "QOI"

  package var description: String { rawValue }

  /// All names, for a sentence.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The longest side of a `Bitmap`, and so of any picture.
  static let longestSide = 65_535

  /// No more of a file's first bytes than these are needed to tell its type.
  package static let headByteCount = 64 << 10

  /// The type that the first bytes (for TGA, which has no mark, the header's fields) tell.
  package init?(sniffing bytes: UnsafeRawBufferPointer) {
    unsafe self.init(FileBytes(bytes))
  }

  init?(_ file: FileBytes) {
    let bytes = unsafe FileBytes(
      UnsafeRawBufferPointer(rebasing: file.raw.prefix(Self.headByteCount)))
    if let type = Self.marked(bytes) ?? Self.container(bytes) {
      self = type
    } else if PNMHeader.begins(bytes) {
      self = .pnm
    } else if ICODecoder.begins(bytes) {
      self = .ico
    } else if SVGHeader.begins(bytes) {
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
    if bytes.has("GIF87a") || bytes.has("GIF89a") { return .gif }
    if bytes.has("II*\0") || bytes.has("MM\0*") { return .tiff }
    if bytes.has("II+\0") || bytes.has("MM\0+") { return .tiff }  // BigTIFF
    if bytes.has([0xFF, 0x0A]) { return .jpegXL }
    if bytes.has([0, 0, 0, 12]), bytes.has("JXL \r\n", at: 4), bytes.has([0x87, 0x0A], at: 10) {
      return .jpegXL
    }
    return BMPDecoder.begins(bytes) ? .bmp : nil
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
}
