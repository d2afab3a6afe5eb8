private import CWebP
internal import Pixels

/// One frame of an animated WebP, an `ANMF` chunk (RFC 9649, 2.7.1.1), or a still picture.
struct WebPFrame {
  let area: PixelRect
  let delay: Duration
  let disposal: Disposal
  /// Whether the frame is laid over what is there; else it replaces that.
  let isBlended: Bool
  /// The chunks of the picture, from the first of them.
  private let data: FileBytes

  init(_ content: FileBytes, in canvas: PixelRect) throws(DecodingError) {
    guard let flags = content[15] else { throw .truncated(.webp) }
    area = PixelRect(
      x: content.u24(0) * 2, y: content.u24(3) * 2,
      width: content.u24(6) + 1, height: content.u24(9) + 1)
    guard area.intersection(canvas) == area else {
      throw .corrupt(.webp, "a frame is outside the picture")
    }
    delay = .milliseconds(content.u24(12))
    disposal = flags & 1 != 0 ? .clear : .keep
    isBlended = flags & 2 == 0
    data = try Self.pictureData(WebPChunks(inside: content.dropping(16)))
  }

  /// The first frame of an animation, or a still picture, which fills the canvas.
  init(firstIn chunks: WebPChunks, canvas: PixelRect) throws(DecodingError) {
    var rest = chunks
    while let chunk = try rest.next() {
      if chunk.isNamed("ANMF") {
        self = try WebPFrame(chunk.content, in: canvas)
        return
      }
      if Self.holdsPixels(chunk) { break }
    }
    (area, delay, disposal, isBlended) = (canvas, .zero, .keep, false)
    data = try Self.pictureData(chunks)
  }

  private static func holdsPixels(_ chunk: WebPChunks.Chunk) -> Bool {
    chunk.isNamed("VP8 ") || chunk.isNamed("VP8L")
  }

  private static func pictureData(_ chunks: WebPChunks) throws(DecodingError) -> FileBytes {
    var chunks = chunks
    var start: FileBytes?
    while let chunk = try chunks.next() {
      if chunk.isNamed("ALPH") { start = start ?? chunk.start }
      if holdsPixels(chunk) { return start ?? chunk.start }
    }
    throw .corrupt(.webp, "a frame has no data")
  }

  /// Decodes the frame's pixels; `target` has the size of `area`.
  func decode(into target: PixelTarget) throws(DecodingError) {
    guard unsafe cwebp_load() != nil else { throw .noLibrary(.webp, "libwebp") }
    var config = unsafe WebPDecoderConfig()
    guard unsafe WebPInitDecoderConfig(&config) != 0 else {
      throw .unsupported(.webp, "this system's libwebp")
    }
    let bytes = unsafe data.raw.bindMemory(to: UInt8.self).baseAddress
    try unsafe Self.check(WebPGetFeatures(bytes, data.count, &config.input))
    guard unsafe config.input.width == area.width, unsafe config.input.height == area.height else {
      throw .corrupt(.webp, "a frame is not of the size that it says")
    }
    unsafe config.output.colorspace = MODE_BGRA
    unsafe config.output.is_external_memory = 1
    unsafe config.output.u.RGBA = WebPRGBABuffer(
      rgba: target.pixels, stride: target.stride, size: target.byteCount)
    try unsafe Self.check(WebPDecode(bytes, data.count, &config))
  }

  private static func check(_ status: VP8StatusCode) throws(DecodingError) {
    switch status {
    case VP8_STATUS_OK: return
    case VP8_STATUS_OUT_OF_MEMORY: throw .outOfMemory
    case VP8_STATUS_NOT_ENOUGH_DATA, VP8_STATUS_SUSPENDED: throw .truncated(.webp)
    default: throw .corrupt(.webp, "the coded data makes no sense")
    }
  }
}
