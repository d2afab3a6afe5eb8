import CX11
import Linux
import Pixels
import ViewerCore

/// Whether pixels reach this server through shared memory, found out by doing it.
enum SharedMemoryCheck {
  /// Why shared memory cannot be used; `nil`: it works.
  static func failure(for window: Window) -> String? {
    let display = window.display
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
    return patternFailure(for: window)
  }

  /// Puts a small pattern into a pixmap like the window and reads it back: a server in another
  /// place may accept a descriptor and show something else.
  private static func patternFailure(for window: Window) -> String? {
    let size = Size(width: side, height: side)
    let colours = (0..<side * side).map(Self.colour)
    return window.withPixmap(of: size) { pixmap in
      do throws(SystemError) {
        let buffer = try WindowBuffer(for: size, as: window.format)
        buffer.withDisplayRows { bytes in
          for (index, colour) in colours.enumerated() {
            bytes.storeBytes(
              of: colour, toByteOffset: index * Bitmap.pixelByteCount, as: UInt32.self)
          }
        }
        buffer.encode(PixelRect(size), in: size)
        if let refusal = try put(buffer, into: pixmap, like: window).first {
          return "the X server refuses shared memory: \(window.display.text(of: refusal))"
        }
      } catch {
        return "no shared memory for the X server: \(error)"
      }
      return read(pixmap, on: window.display) == colours.map(window.format.pixel)
        ? nil : "the X server does not show what is in shared memory"
    }
  }

  /// Opaque, of nothing and all of red, green and blue, which every window has to the bit.
  private static func colour(_ index: Int) -> UInt32 {
    let bits = index ^ index >> 1
    return [0xFF0000, 0x00FF00, 0x0000FF].enumerated().reduce(0xFF00_0000) { colour, channel in
      bits >> channel.offset & 1 == 1 ? colour | channel.element : colour
    }
  }

  /// Pixels along an edge of the pattern.
  private static let side = 4

  private static func put(
    _ buffer: WindowBuffer, into pixmap: Pixmap, like window: Window
  ) throws(SystemError) -> [Refusal] {
    let attachment = try Attachment(of: buffer.shared.descriptor, at: window.display)
    let all = PixelRect(x: 0, y: 0, width: side, height: side)
    attachment.put(
      all, ofRowsAt: 0, rowStride: window.format.rowStride(width: side), as: window.format,
      to: pixmap, at: (0, 0), context: window.context, completes: false)
    return window.display.refusalsAfterAll()
  }

  /// The pixels as numbers, without bits that do not count.
  private static func read(_ pixmap: Pixmap, on display: Display) -> [UInt32] {
    let width = CUnsignedInt(side)
    guard
      let image = XGetImage(
        display.connection, pixmap, 0, 0, width, width, UInt.max, ZPixmap)
    else { return [] }
    defer { _ = image.pointee.f.destroy_image(image) }
    guard let pixel = image.pointee.f.get_pixel else { return [] }
    return (0..<side * side).map { index in
      UInt32(truncatingIfNeeded: pixel(image, CInt(index % side), CInt(index / side)))
    }
  }
}
