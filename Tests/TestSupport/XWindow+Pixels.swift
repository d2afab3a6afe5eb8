import CX11
import Glibc

extension XWindow {
  /// What the X server holds of the window, or of a part of it; the window must be on screen.
  package func picture(of part: XRectangle? = nil) throws -> Picture {
    var asked: XRectangle?
    while let frame = self.frame, frame != asked {
      let part = part ?? XRectangle(width: frame.width, height: frame.height)
      if let picture = try pixels(of: part) { return picture }
      asked = frame  // it may have got another size between the two questions
    }
    guard let asked else { throw TestFailure("the window is gone") }
    throw TestFailure("the X server does not give the pixels of \(part ?? asked) in \(asked)")
  }

  /// The part's pixels; nil if it is not inside the window, or not on screen.
  private func pixels(of part: XRectangle) throws -> Picture? {
    let cookie = xcb_get_image(
      screen.connection, UInt8(XCB_IMAGE_FORMAT_Z_PIXMAP.rawValue), id, Int16(part.x),
      Int16(part.y), UInt16(part.width), UInt16(part.height), UInt32.max)
    guard let answer = xcb_get_image_reply(screen.connection, cookie, nil) else { return nil }
    defer { free(answer) }
    let bytes = UnsafeRawBufferPointer(
      start: xcb_get_image_data(answer), count: Int(xcb_get_image_data_length(answer)))
    return try XPixels(depth: Int(answer.pointee.depth), width: part.width).picture(
      bytes, height: part.height)
  }

  /// The numbers of a row's pixels, of four bytes each, as the X server holds them.
  package func words(row: Int, count: Int) throws -> [UInt32] {
    let cookie = xcb_get_image(
      screen.connection, UInt8(XCB_IMAGE_FORMAT_Z_PIXMAP.rawValue), id, 0, Int16(row),
      UInt16(count), 1, UInt32.max)
    guard let answer = xcb_get_image_reply(screen.connection, cookie, nil) else {
      throw TestFailure("the X server does not give row \(row) of the window")
    }
    defer { free(answer) }
    let bytes = UnsafeRawBufferPointer(
      start: xcb_get_image_data(answer), count: Int(xcb_get_image_data_length(answer)))
    return (0..<bytes.count / 4).map {
      bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)
    }
  }

  /// One pixel, 0xRRGGBB.
  package func pixel(_ x: Int, _ y: Int) throws -> UInt32 {
    try picture(of: XRectangle(x: x, y: y, width: 1, height: 1)).pixels[0] & 0xFF_FFFF
  }
}
