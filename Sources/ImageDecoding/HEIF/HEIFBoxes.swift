/// What the boxes of a HEIF or AVIF file say before any picture is decoded.
struct HEIFBoxes {
  /// The `ispe` properties (ISO 23008-12, 6.5.3): the sizes of all pictures in the file.
  let sizes: [(width: Int, height: Int)]
  /// The file as libheif understands it, where it does not so as it is: with the size of a `meta`
  /// box that goes to the end of the file and leaves that to the reader, which libheif takes for
  /// empty; and of a film, its first picture.
  let rewritten: [UInt8]?

  init(_ file: FileBytes, of type: ImageType) throws(DecodingError) {
    let boxes = try ISOBoxes(file, of: type)
    guard let meta = boxes.all.first(where: { $0.kind == "meta" }) else {
      guard let movie = boxes.first("moov") else {
        throw .corrupt(type, "it describes no picture")
      }
      let film = try HEIFFilm(movie, in: file, of: type)
      (sizes, rewritten) = ([film.size], film.still)
      return
    }
    guard let properties = try ISOBoxes(meta.content.dropping(4), of: type).first("iprp"),
      let container = try ISOBoxes(properties, of: type).first("ipco")
    else { throw .corrupt(type, "it describes no picture") }
    sizes = try ISOBoxes(container, of: type).all.filter { $0.kind == "ispe" }.map { box in
      (box.content.u32(4, .big) ?? 0, box.content.u32(8, .big) ?? 0)
    }
    rewritten = meta.isOpenEnded ? Self.closing(meta, in: file) : nil
  }

  private static func closing(_ box: ISOBoxes.Box, in file: FileBytes) -> [UInt8] {
    var bytes = unsafe [UInt8](file.raw)
    let size = file.count - box.offset
    for index in 0..<4 { bytes[box.offset + index] = UInt8(size >> (24 - index * 8) & 255) }
    return bytes
  }
}
