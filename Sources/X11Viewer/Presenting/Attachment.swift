import Composing
import CX11
import Linux
import Pixels

/// A shared memory file that the X server has attached, detached when it goes.
///
/// The file is handed over by descriptor (MIT-SHM 1.2), so that no other client can reach it.
final class Attachment {
  /// The segment's resource id, which errors and completions name.
  let id: ShmSeg

  private let display: Display

  /// Asks the server to attach the file for reading. A refusal comes later, as a `Refusal`.
  ///
  /// - Parameter file: borrowed. The server gets a duplicate: the same open file description, which
  ///   holds the lock on a frame.
  init(of file: CInt, at display: Display) throws(SystemError) {
    let duplicate = try Descriptor(duplicating: file)
    self.display = display
    let number = xcb_generate_id(display.xcb)
    id = ShmSeg(number)
    xcb_shm_attach_fd(display.xcb, number, duplicate.take(), 1)  // xcb closes it
  }

  deinit {
    if display.isDead { return }
    var segment = XShmSegmentInfo()
    segment.shmseg = id
    XShmDetach(display.connection, &segment)
  }

  /// Puts a part of the file's pixels with one request, which the server executes as a whole.
  ///
  /// Coordinates of the source have 16 bits and the server keeps them with a sign, so rows above
  /// the wanted ones are left out by the offset.
  ///
  /// A completion event, or a refusal, will name the request's serial.
  ///
  /// - Parameter completes: whether an event tells when it has been executed.
  func put(
    _ part: PixelRect, ofRowsAt offset: Int, rowStride: Int, as format: WindowFormat,
    to drawable: Drawable, at place: (x: Int, y: Int), context: GC, completes: Bool
  ) {
    // Never dereferenced: Xlib sends the difference of `data` and `shmaddr` (XShm.c).
    let base = UnsafeMutablePointer<CChar>(bitPattern: 4096)
    var segment = XShmSegmentInfo()
    segment.shmseg = id
    segment.shmaddr = base
    var image = XImage(rows: part.height, rowStride: rowStride, as: format)
    image.data = base.map { $0 + offset + part.y * rowStride }
    withUnsafeMutablePointer(to: &segment) { segment in
      image.obdata = UnsafeMutableRawPointer(segment).assumingMemoryBound(to: CChar.self)
      XShmPutImage(
        display.connection, drawable, context, &image, CInt(part.x), 0, CInt(place.x),
        CInt(place.y), CUnsignedInt(part.width), CUnsignedInt(part.height),
        completes ? True : False)
    }
  }

  /// Columns of the longest row that the server can take a part of: it keeps them as 16 bits with
  /// sign (`BoxRec` of the server).
  static let mostColumns = 32_767
}

extension SharedBuffer {
  /// The server's side of the buffer, attached at the first call.
  func attached(at display: Display) throws(SceneError) -> Attachment {
    if let attachment { return attachment }
    do {
      let new = try Attachment(of: descriptor, at: display)
      attachment = new
      return new
    } catch {
      throw .resources("\(error)")
    }
  }
}

extension XImage {
  /// Describes rows of a window's pixels, their padding counted as columns; `data` is to be set.
  init(rows: Int, rowStride: Int, as format: WindowFormat) {
    self.init()
    width = CInt(rowStride / format.pixelByteCount)
    height = CInt(rows)
    self.format = ZPixmap
    byte_order = format.byteOrder == .leastSignificantFirst ? LSBFirst : MSBFirst
    bitmap_unit = 32
    bitmap_bit_order = byte_order
    bitmap_pad = CInt(format.rowUnit * 8)
    depth = CInt(format.depth)
    bytes_per_line = CInt(rowStride)
    bits_per_pixel = CInt(format.pixelByteCount * 8)
    red_mask = UInt(format.masks.red)
    green_mask = UInt(format.masks.green)
    blue_mask = UInt(format.masks.blue)
  }
}
