internal import Pixels

/// What the boxes of a HEIF or AVIF file say before any picture is decoded.
struct HEIFBoxes {
  /// The `ispe` properties (ISO 23008-12, 6.5.3): the sizes of all pictures in the file.
  let sizes: [(width: Int, height: Int)]
  /// The file as libheif understands it, where it does not so as it is: with the size of a `meta`
  /// box that goes to the end of the file and leaves that to the reader, which libheif takes for
  /// empty; and of a film, its first picture.
  let rewritten: [UInt8]?
  /// How the picture is turned once libheif has decoded it: all of a film's turns, and of a still
  /// picture its quarter turns.
  let orientation: Orientation

  init(_ file: FileBytes, of type: ImageType) throws(DecodingError) {
    let boxes = try ISOBoxes(file, of: type)
    guard let meta = boxes.all.first(where: { $0.kind == "meta" }) else {
      guard let movie = boxes.first("moov") else {
        throw .corrupt(type, "it describes no picture")
      }
      let film = try HEIFFilm(movie, in: file, of: type)
      (sizes, rewritten, orientation) = ([film.size], film.still, film.orientation)
      return
    }
    guard let properties = try ISOBoxes(meta.content.dropping(4), of: type).first("iprp"),
      let container = try ISOBoxes(properties, of: type).first("ipco")
    else { throw .corrupt(type, "it describes no picture") }
    let all = try ISOBoxes(container, of: type).all
    sizes = all.filter { $0.kind == "ispe" }.map { box in
      (box.content.u32(4, .big) ?? 0, box.content.u32(8, .big) ?? 0)
    }
    let turns = all.filter { $0.kind == "irot" && ($0.content[0] ?? 0) & 3 != 0 }
    orientation = .afterMirroring(HEIFAssociations(meta.content, of: type).properties(among: all))
    rewritten =
      meta.isOpenEnded || !turns.isEmpty ? Self.rewriting(meta, without: turns, in: file) : nil
  }

  /// The file with the size of its `meta` box, and with turns by nothing in place of `turns`:
  /// libheif 1.15 loses the alpha of a picture that it turns on its side.
  private static func rewriting(
    _ meta: ISOBoxes.Box, without turns: [ISOBoxes.Box], in file: FileBytes
  ) -> [UInt8] {
    var bytes = meta.isOpenEnded ? closing(meta, in: file) : unsafe [UInt8](file.raw)
    for turn in turns {
      guard let start = unsafe file.raw.baseAddress, let place = unsafe turn.content.raw.baseAddress
      else { continue }
      unsafe bytes[place - start] &= 0xFC
    }
    return bytes
  }

  private static func closing(_ box: ISOBoxes.Box, in file: FileBytes) -> [UInt8] {
    var bytes = unsafe [UInt8](file.raw)
    let size = file.count - box.offset
    for index in 0..<4 { bytes[box.offset + index] = UInt8(size >> (24 - index * 8) & 255) }
    return bytes
  }
}
