/// Where Canon's CR3 keeps its EXIF directories: each a TIFF of its own, in a box of Canon's in
/// `moov`.
struct CR3Boxes {
  /// What a file begins with, behind the size of its first box.
  static let beginning = "ftypcrx "
  /// What Canon's box begins with.
  static let mark: [UInt8] = [
    0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A, 0x48,
  ]

  let first: TIFFDirectory?
  let more: TIFFDirectory?
  let place: TIFFDirectory?

  /// Nil for other files.
  init?(_ file: FileBytes) {
    guard file.has(Self.beginning, at: 4),
      let movie = (try? ISOBoxes(file, of: .raw))?.first("moov"),
      let boxes = try? ISOBoxes(movie, of: .raw),
      let own = boxes.all.first(where: { $0.kind == "uuid" && $0.content.has(Self.mark) }),
      let parts = try? ISOBoxes(own.content.dropping(Self.mark.count), of: .raw)
    else { return nil }
    first = parts.first("CMT1").flatMap { TIFFDirectory($0) }
    more = parts.first("CMT2").flatMap { TIFFDirectory($0) }
    place = parts.first("CMT4").flatMap { TIFFDirectory($0) }
  }
}
