import CSpng
import Glibc

extension Picture {
  /// Decodes a PNG by libspng.
  package init(png file: [UInt8]) throws {
    var header = spng_ihdr()
    // libspng keeps the pointer until it is done.
    let bytes = try file.withUnsafeBufferPointer { try Self.rgba($0, &header) }
    self.init(width: Int(header.width), height: Int(header.height)) { pixels in
      bytes.withUnsafeBytes { bytes in
        for index in pixels.indices {
          let rgba = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
          pixels[index] = rgba & 0xFF00_FF00 | (rgba & 0xFF) << 16 | rgba >> 16 & 0xFF
        }
      }
    }
  }

  private static func rgba(
    _ file: UnsafeBufferPointer<UInt8>, _ header: inout spng_ihdr
  ) throws -> [UInt8] {
    guard let context = spng_ctx_new(0) else { throw TestFailure("libspng has no memory") }
    defer { spng_ctx_free(context) }
    let format = CInt(SPNG_FMT_RGBA8.rawValue)
    var size = 0
    guard spng_set_png_buffer(context, file.baseAddress, file.count) == 0,
      spng_get_ihdr(context, &header) == 0,
      spng_decoded_image_size(context, format, &size) == 0
    else { throw TestFailure("not a PNG file") }
    var bytes = [UInt8](repeating: 0, count: size)
    let code = spng_decode_image(
      context, &bytes, size, format, CInt(SPNG_DECODE_TRNS.rawValue))
    guard code == 0 else { throw TestFailure("a damaged PNG file: \(code)") }
    return bytes
  }
}
