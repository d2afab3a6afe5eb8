/// An EXIF block: a TIFF header and its directories (EXIF 2.32, 4.5).
struct EXIFBlock {
  private let bytes: FileBytes

  init(_ bytes: FileBytes) {
    // Some writers put JPEG's APP1 prefix in front also elsewhere.
    self.bytes = bytes.has("Exif\0\0") ? bytes.dropping(6) : bytes
  }

  /// The first directory; nil where the block is damaged.
  var directory: TIFFDirectory? { TIFFDirectory(bytes) }

  /// The one in a file of that type; nil where there is none. Damage of the file counts as its end.
  init?(in file: FileBytes, of type: ImageType) {
    let found: FileBytes?
    switch type {
    case .jpeg: found = JPEGMarkers(file).exif
    case .png: found = Self.png(file)
    case .webp: found = Self.webP(file)
    case .tiff: found = file
    case .raw: found = Self.raw(file)
    case .jpegXL: found = try? ISOBoxes(file, of: type).first("Exif")?.dropping(4)
    case .heif, .avif: found = HEIFItems(file, of: type)?.exif
    default: found = nil
    }
    guard let found else { return nil }
    self.init(found)
  }

  /// The file itself; Fujifilm's has it in a JPEG, whose place its header tells.
  private static func raw(_ file: FileBytes) -> FileBytes? {
    guard file.has("FUJIFILMCCD-RAW") else { return file }
    guard let offset = file.u32(84, .big), let count = file.u32(88, .big),
      let preview = file.part(from: offset, count: count)
    else { return nil }
    return JPEGMarkers(preview).exif
  }

  private static func png(_ file: FileBytes) -> FileBytes? {
    var chunks = PNGChunks(file)
    while let chunk = try? chunks.next() {
      if chunk.isNamed("eXIf"), chunk.hasRightChecksum { return chunk.data }
    }
    return nil
  }

  private static func webP(_ file: FileBytes) -> FileBytes? {
    guard var chunks = try? WebPChunks(file: file) else { return nil }
    while let chunk = try? chunks.next() { if chunk.isNamed("EXIF") { return chunk.content } }
    return nil
  }
}
