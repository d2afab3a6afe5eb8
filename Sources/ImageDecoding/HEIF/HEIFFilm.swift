internal import Pixels

/// A film (ISO 14496-12, 8) in HEIF or AVIF, whose first picture can stand alone, as a still one
/// does.
struct HEIFFilm {
  private let type: ImageType
  /// The picture, and its alpha if it has some.
  private let tracks: [HEIFTrack]

  var size: (width: Int, height: Int) { (tracks[0].width, tracks[0].height) }
  var orientation: Orientation { tracks[0].orientation }

  init(_ movie: FileBytes, in file: FileBytes, of type: ImageType) throws(DecodingError) {
    var (picture, alpha): (HEIFTrack?, HEIFTrack?)
    for box in try ISOBoxes(movie, of: type).all where box.kind == "trak" {
      guard let track = try HEIFTrack(box.content, in: file, of: type) else { continue }
      if track.handler == "auxv" {
        alpha = alpha ?? track
      } else {
        picture = picture ?? track
      }
    }
    guard let picture else { throw .corrupt(type, "it describes no picture") }
    tracks = [picture] + (alpha.map { [$0] } ?? [])
    self.type = type
  }

  /// A file of the first picture alone (ISO 23008-12, 9.3 and 10.2).
  var still: [UInt8] {
    let brand = type == .avif ? "avif" : "heic"
    let start = Self.box("ftyp", Array("\(brand)\0\0\0\0mif1\(brand)".utf8))
    // Where the data are does not change how long the boxes in front of them are.
    let dataOffset = start.count + description(dataOffset: 0).count + 8
    let data = tracks.flatMap { unsafe [UInt8]($0.sample.raw) }
    return start + description(dataOffset: dataOffset) + Self.box("mdat", data)
  }

  /// The `meta` box: an item for each track, 1 for the picture and 2 for its alpha.
  private func description(dataOffset: Int) -> [UInt8] {
    let handler = Self.u32(0, 0) + Array("pict".utf8) + Self.u32(0, 0, 0) + [0]
    return Self.box(
      "meta",
      Self.u32(0) + Self.box("hdlr", handler) + Self.box("pitm", Self.u32(0) + [0, 1])
        + Self.box("iloc", places(dataOffset)) + Self.box("iinf", items) + references
        + Self.box("iprp", properties))
  }

  /// Alpha (2) refers to its picture (1), and the picture to alpha that its colors contain.
  private var references: [UInt8] {
    guard tracks.count > 1 else { return [] }
    let multiplied = tracks[0].isPremultiplied ? Self.box("prem", [0, 1, 0, 1, 0, 2]) : []
    return Self.box("iref", Self.u32(0) + Self.box("auxl", [0, 2, 0, 1, 0, 1]) + multiplied)
  }

  /// Of each item one part, with 32 bits for its place and its length.
  private func places(_ dataOffset: Int) -> [UInt8] {
    var (places, offset) = (Self.u32(0) + [0x44, 0, 0, UInt8(tracks.count)], dataOffset)
    for (index, track) in tracks.enumerated() {
      places += [0, UInt8(index + 1), 0, 0, 0, 1] + Self.u32(offset, track.sample.count)
      offset += track.sample.count
    }
    return places
  }

  private var items: [UInt8] {
    tracks.enumerated().reduce(Self.u32(0) + [0, UInt8(tracks.count)]) { items, entry in
      let (number, coding) = (UInt8(entry.offset + 1), entry.element.coding)
      return items + Self.box("infe", [2, 0, 0, 0, 0, number, 0, 0] + Array(coding.utf8) + [0])
    }
  }

  /// All properties, and which of them each item has.
  private var properties: [UInt8] {
    var container: [UInt8] = []
    var associations = Self.u32(0, tracks.count)
    var count: UInt8 = 0
    for (index, track) in tracks.enumerated() {
      container += Self.box("ispe", Self.u32(0, track.width, track.height))
      for (kind, content) in track.properties {
        container += unsafe Self.box(kind, [UInt8](content.raw))
      }
      let numbers = (count + 1)...(count + 1 + UInt8(track.properties.count))
      // The parameters of the coding, which are the second, are essential (bit 7).
      associations += [0, UInt8(index + 1), UInt8(numbers.count)]
      associations += numbers.map { $0 == count + 2 ? $0 | 0x80 : $0 }
      count += UInt8(numbers.count)
    }
    return Self.box("ipco", container) + Self.box("ipma", associations)
  }

  private static func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    u32(content.count + 8) + Array(kind.utf8) + content
  }

  private static func u32(_ values: Int...) -> [UInt8] {
    values.flatMap { value in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
  }
}
