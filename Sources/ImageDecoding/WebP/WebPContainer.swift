internal import Pixels

/// What the chunks of a WebP file say of its picture.
struct WebPContainer {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var orientation = Orientation.upright
  /// What the colors mean; nil for sRGB.
  private(set) var profile: FileProfile?
  /// What `ANIM` says: passes, 0 is for ever; nil without it.
  private(set) var loopCount: Int?
  private(set) var isAnimated = false

  /// - Throws: `truncated` when anything of the file is missing.
  init(_ file: FileBytes) throws(DecodingError) {
    var chunks = try WebPChunks(file: file)
    while let chunk = try chunks.next() { read(chunk) }
    guard width > 0 else { throw .truncated(.webp) }
  }

  private mutating func read(_ chunk: WebPChunks.Chunk) {
    let content = chunk.content
    if chunk.isNamed("EXIF") { orientation = Orientation(exif: content) }
    if chunk.isNamed("ICCP"), profile == nil { profile = .icc(content) }
    if chunk.isNamed("ANIM") { loopCount = content.u16(4, .little) }
    guard width == 0 else { return }
    if chunk.isNamed("VP8X") {
      isAnimated = (content[0] ?? 0) & 2 != 0
      width = content.u24(4) + 1
      height = content.u24(7) + 1
    } else if chunk.isNamed("VP8 ") {  // RFC 6386, 9.1: 14 bits each
      width = (content.u16(6, .little) ?? 0) & 0x3FFF
      height = (content.u16(8, .little) ?? 0) & 0x3FFF
    } else if chunk.isNamed("VP8L"), let bits = content.u32(1, .little) {
      width = (bits & 0x3FFF) + 1
      height = (bits >> 14 & 0x3FFF) + 1
    }
  }
}
