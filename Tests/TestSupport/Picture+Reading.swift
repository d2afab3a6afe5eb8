import CSpng
import Glibc

extension Picture {
  /// Decodes a PNG by libspng.
  package init(png file: [UInt8]) throws {
    guard let context = spng_ctx_new(0) else { throw TestFailure("libspng has no memory") }
    defer { spng_ctx_free(context) }
    var header = spng_ihdr()
    var size = 0
    guard spng_set_png_buffer(context, file, file.count) == 0,
      spng_get_ihdr(context, &header) == 0,
      spng_decoded_image_size(context, CInt(SPNG_FMT_RGBA8.rawValue), &size) == 0
    else { throw TestFailure("not a PNG file") }
    var bytes = [UInt8](repeating: 0, count: size)
    let code = spng_decode_image(
      context, &bytes, size, CInt(SPNG_FMT_RGBA8.rawValue), CInt(SPNG_DECODE_TRNS.rawValue))
    guard code == 0 else { throw TestFailure("a damaged PNG file: \(code)") }
    self.init(width: Int(header.width), height: Int(header.height)) { pixels in
      bytes.withUnsafeBytes { bytes in
        for index in pixels.indices {
          let rgba = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
          pixels[index] = rgba & 0xFF00_FF00 | (rgba & 0xFF) << 16 | rgba >> 16 & 0xFF
        }
      }
    }
  }
}
