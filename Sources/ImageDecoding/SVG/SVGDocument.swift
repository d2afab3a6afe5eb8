internal import CRSVG
private import Linux
internal import Pixels
private import Synchronization

/// A document that librsvg has read; it loads no other file, as it knows no place of its own.
@safe struct SVGDocument: ~Copyable {
  private let functions: UnsafePointer<crsvg>
  private let handle: OpaquePointer

  /// Draws a document.
  ///
  /// - Parameters:
  ///   - size: in pixels; nil where the document gives none, which then takes what it draws on.
  ///   - check: refuses a size before memory is taken for it.
  static func read(
    _ file: FileBytes, size: (width: Int, height: Int)?,
    check: ((width: Int, height: Int)) throws(DecodingError) -> Void
  ) throws(DecodingError) -> Bitmap {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      var trouble: UnsafePointer<CChar>?
      guard let functions = unsafe crsvg_load(&trouble) else {
        throw unsafe .lacking("librsvg", for: .svg, saying: trouble)
      }
      return try StandardDescriptors.silencingError { () throws(DecodingError) -> Bitmap in
        let document = try unsafe SVGDocument(file, functions)
        let size = if let size { size } else { try document.drawnSize() }
        try check(size)
        return try document.draw(width: size.width, height: size.height)
      }
    }
  }

  private init(_ file: FileBytes, _ functions: UnsafePointer<crsvg>) throws(DecodingError) {
    let bytes = unsafe file.raw.bindMemory(to: UInt8.self).baseAddress
    var trouble: UnsafeMutablePointer<GError>?
    guard
      let handle = unsafe functions.pointee.rsvg_handle_new_from_data(bytes, file.count, &trouble)
    else { throw unsafe Self.error(trouble, functions) }
    unsafe functions.pointee.rsvg_handle_set_dpi(handle, 96)  // CSS's pixel
    unsafe self.functions = functions
    unsafe self.handle = handle
  }

  deinit { unsafe functions.pointee.g_object_unref(UnsafeMutableRawPointer(handle)) }

  private static let damaged = DecodingError.corrupt(
    .svg, "its data is incomplete or makes no sense")

  /// What librsvg complains of, which is freed; that it is a limit of its own, its words alone say.
  private static func error(
    _ trouble: UnsafeMutablePointer<GError>?, _ functions: UnsafePointer<crsvg>
  ) -> DecodingError {
    guard let trouble = unsafe trouble else { return damaged }
    defer { unsafe functions.pointee.g_error_free(trouble) }
    let words = unsafe LibraryWords.inLine(trouble.pointee.message)
    let isLimit = ["limit", "more than", "exceed", "too many", "huge", "maximum"]
      .contains { words.lowercased().mentions($0) }
    return isLimit
      ? .unsupported(.svg, "what this system's librsvg does not do (\(words))") : damaged
  }

  /// As far right and down as anything is drawn, in a viewport of CSS's default size.
  private func drawnSize() throws(DecodingError) -> (width: Int, height: Int) {
    var viewport = RsvgRectangle(x: 0, y: 0, width: 300, height: 150)
    var ink = RsvgRectangle()
    var trouble: UnsafeMutablePointer<GError>?
    guard
      unsafe functions.pointee.rsvg_handle_get_geometry_for_layer(
        handle, nil, &viewport, &ink, nil, &trouble) != 0
    else { throw unsafe Self.error(trouble, functions) }
    let (width, height) = (ink.x + ink.width, ink.y + ink.height)
    guard (0.5..<1e9).contains(width), (0.5..<1e9).contains(height) else {
      throw .corrupt(.svg, "it draws nothing, and says no size")
    }
    return (Int(width.rounded(.up)), Int(height.rounded(.up)))
  }

  private func draw(width: Int, height: Int) throws(DecodingError) -> Bitmap {
    var bitmap = try makeBitmap(width: width, height: height)
    let stride = Int32(bitmap.rowStride)
    var trouble: UnsafeMutablePointer<GError>?
    let isDrawn = unsafe bitmap.withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
      let surface = unsafe functions.pointee.cairo_image_surface_create_for_data(
        pixels, Int32(CRSVG_CAIRO_FORMAT_ARGB32), Int32(width), Int32(height), stride)
      defer { unsafe functions.pointee.cairo_surface_destroy(surface) }
      guard let context = unsafe functions.pointee.cairo_create(surface) else { return false }
      defer { unsafe functions.pointee.cairo_destroy(context) }
      var viewport = RsvgRectangle(x: 0, y: 0, width: Double(width), height: Double(height))
      let status = unsafe functions.pointee.rsvg_handle_render_document(
        handle, context, &viewport, &trouble)
      unsafe functions.pointee.cairo_surface_flush(surface)
      return unsafe status != 0 && functions.pointee.cairo_status(context) == 0
    }
    guard isDrawn else { throw unsafe Self.error(trouble, functions) }
    return bitmap
  }
}
