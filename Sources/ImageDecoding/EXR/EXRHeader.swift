/// What the first bytes of an OpenEXR file say that no library is needed for (OpenEXR's "File
/// Layout").
enum EXRHeader {
  /// exr_compression_t (openexr_attr.h).
  enum Compression: Int {
    case none, rle, zips, zip, piz, pxr24, b44, b44a, dwaa, dwab
    /// OpenEXR 3.4's.
    case htj2k256, htj2k32

    /// Whether OpenEXRCore 3.1 does not undo it, or not as it was: of B44 float32, and few pixels.
    var needsFullLibrary: Bool {
      switch self {
      case .none, .rle, .zips, .zip, .piz, .pxr24: false
      case .b44, .b44a, .dwaa, .dwab, .htj2k256, .htj2k32: true
      }
    }
  }

  /// Bits of the second word.
  private static let (tiled, deep) = (0x200, 0x800)
  private static let attribute = Array("compression\0compression\0".utf8) + [1, 0, 0, 0]

  /// What is in the way of decoding the file; nil for nothing that stands here.
  static func obstacle(in file: FileBytes) -> String? {
    let version = file.u32(4, .little) ?? 0
    if version & deep != 0 { return "deep data" }
    if version & tiled != 0 { return "tiles" }
    guard let number = compression(of: file) else { return nil }
    switch Compression(rawValue: number) {
    case .htj2k256, .htj2k32: return "HTJ2K compression"
    case nil: return "compression \(number)"
    default: return nil
    }
  }

  /// The number of the first part's; nil where it is not found.
  private static func compression(of file: FileBytes) -> Int? {
    let head = unsafe file.raw.prefix(ImageType.headByteCount)
    let length = attribute.count
    var start = unsafe head.startIndex
    while unsafe start + length < head.endIndex {
      guard let found = unsafe head[start...].firstIndex(of: attribute[0]) else { return nil }
      if file.has(attribute, at: found) { return file[found + length].map(Int.init) }
      start = found + 1
    }
    return nil
  }
}
