import CX11
import Linux
import Pixels

/// Whether pixels reach this server through shared memory, found out by doing it.
enum SharedMemoryCheck {
  /// Why shared memory cannot be used; `nil`: it works.
  static func failure(on display: Display, context: GC) -> String? {
    if !display.carriesDescriptors {
      return "the display \(display.name) is not local"
    }
    // Xlib decodes ShmCompletion only after this call.
    guard XShmQueryExtension(display.connection) != 0 else {
      return "the X server has no MIT-SHM extension"
    }
    var (major, minor, hasPixmaps): (CInt, CInt, CInt) = (0, 0, 0)
    guard XShmQueryVersion(display.connection, &major, &minor, &hasPixmaps) != 0,
      (major, minor) >= (1, 2)
    else { return "the X server's MIT-SHM is older than version 1.2" }
    return patternFailure(on: display, context: context)
  }

  /// Puts a small pattern into a pixmap and reads it back: a server in another place may accept a
  /// descriptor and show something else.
  private static func patternFailure(on display: Display, context: GC) -> String? {
    let side = 4
    let pixels = (0..<UInt32(side * side)).map { ($0 &* 0x0F_1E2D + 0x10_2030) & 0xFF_FFFF }
    let pixmap = XCreatePixmap(
      display.connection, display.root, CUnsignedInt(side), CUnsignedInt(side),
      CUnsignedInt(PixelVisual.depth))
    defer { XFreePixmap(display.connection, pixmap) }
    do throws(SystemError) {
      let buffer = try SharedBuffer(byteCount: side * side * 4)
      buffer.withUnsafeMutableBytes { bytes in
        pixels.withUnsafeBytes { bytes.copyMemory(from: $0) }
      }
      let refusals = try put(buffer, side: side, into: pixmap, on: display, context: context)
      if let refusal = refusals.first {
        return "the X server refuses shared memory: \(display.text(of: refusal))"
      }
    } catch {
      return "no shared memory for the X server: \(error)"
    }
    return read(pixmap, side: side, on: display) == pixels
      ? nil : "the X server does not show what is in shared memory"
  }

  private static func put(
    _ buffer: SharedBuffer, side: Int, into pixmap: Pixmap, on display: Display, context: GC
  ) throws(SystemError) -> [Refusal] {
    let attachment = try Attachment(of: buffer.descriptor, at: display)
    let all = PixelRect(x: 0, y: 0, width: side, height: side)
    attachment.put(
      all, ofRowsAt: 0, rowStride: side * 4, to: pixmap, at: (0, 0), context: context,
      completes: false)
    return display.refusalsAfterAll()
  }

  private static func read(_ pixmap: Pixmap, side: Int, on display: Display) -> [UInt32] {
    let width = CUnsignedInt(side)
    guard
      let image = XGetImage(
        display.connection, pixmap, 0, 0, width, width, UInt.max, ZPixmap)
    else { return [] }
    defer { _ = image.pointee.f.destroy_image(image) }
    guard let data = image.pointee.data, image.pointee.bits_per_pixel == 32 else { return [] }
    let bytes = UnsafeRawPointer(data)
    let rowStride = Int(image.pointee.bytes_per_line)
    return (0..<side * side).map { index in
      let offset = index / side * rowStride + index % side * 4
      return bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) & 0xFF_FFFF
    }
  }
}
