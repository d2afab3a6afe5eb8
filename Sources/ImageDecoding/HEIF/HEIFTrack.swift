internal import Pixels

/// The first picture of a film's track (ISO 14496-12, 8.3).
struct HEIFTrack {
  /// What the track holds: `pict` or `vide`; `auxv` for what goes with another one, like alpha.
  let handler: String
  /// The kind of its coded pictures, which is that of an item as well: `av01`, `hvc1`.
  let coding: String
  /// How they are coded, and their colors or their purpose: properties of a still picture as well,
  /// the parameters of the coding first.
  let properties: [(kind: String, content: FileBytes)]
  let sample: FileBytes
  let width: Int
  let height: Int
  let orientation: Orientation
  /// Whether the colors are multiplied by alpha, which is another track's.
  let isPremultiplied: Bool

  /// Codings, and where each has its parameters.
  private static let parameters = ["av01": "av1C", "hvc1": "hvcC", "hev1": "hvcC"]
  /// What a `VisualSampleEntry` has in front of its boxes (8.5.2.2, 12.1.3.2).
  private static let entryByteCount = 78

  /// - Returns: nil for a track of anything but pictures.
  init?(_ track: FileBytes, in file: FileBytes, of type: ImageType) throws(DecodingError) {
    let parts = try ISOBoxes(track, of: type)
    guard let media = parts.first("mdia") else { return nil }
    let boxes = try ISOBoxes(media, of: type)
    guard let handler = boxes.first("hdlr")?.part(from: 8, count: 4),
      ["pict", "vide", "auxv"].contains(where: { handler.has($0) })
    else { return nil }
    guard let information = boxes.first("minf"),
      let table = try ISOBoxes(information, of: type).first("stbl")
    else { throw .corrupt(type, "it describes no picture") }
    try self.init(
      unsafe String(decoding: handler.raw, as: UTF8.self), parts, try ISOBoxes(table, of: type),
      file, type)
  }

  private init(
    _ handler: String, _ track: ISOBoxes, _ table: ISOBoxes, _ file: FileBytes, _ type: ImageType
  ) throws(DecodingError) {
    guard let descriptions = table.first("stsd"), let sizes = table.first("stsz"),
      let entry = try ISOBoxes(descriptions.dropping(8), of: type).all.first,
      let width = entry.content.u16(24, .big), let height = entry.content.u16(26, .big)
    else { throw .corrupt(type, "it describes no picture") }
    let boxes = try ISOBoxes(entry.content.dropping(Self.entryByteCount), of: type)
    guard let name = Self.parameters[entry.kind], let parameters = boxes.first(name) else {
      throw .unsupported(type, "a film of another coding and no still picture")
    }
    var properties = [(kind: name, content: parameters)]
    if let colors = boxes.first("colr") { properties.append(("colr", colors)) }
    if let purpose = boxes.first("auxi") { properties.append(("auxC", purpose)) }
    // All samples have one size, or each its own.
    let common = sizes.u32(4, .big) ?? 0
    guard let size = common > 0 ? common : sizes.u32(12, .big),
      let offset = table.first("stco")?.u32(8, .big) ?? table.first("co64")?.u64(8, .big)
    else { throw .corrupt(type, "it describes no picture") }
    guard let sample = file.part(from: offset, count: size) else { throw .truncated(type) }
    (self.handler, self.sample, self.properties) = (handler, sample, properties)
    (self.width, self.height) = (width, height)
    coding = entry.kind == "hev1" ? "hvc1" : entry.kind
    orientation = Orientation(ofFilm: boxes, header: track.first("tkhd"))
    let references = try ISOBoxes(track.first("tref") ?? file.dropping(file.count), of: type)
    isPremultiplied = references.first("prem") != nil
  }
}
