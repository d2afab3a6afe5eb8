private import CImlib2
private import CLinux
private import Glibc
internal import Pixels
private import Synchronization

/// The types that Imlib2 decodes well: those with a library of their own behind its loader.
///
/// Imlib2 has one state for the process, so loads go one at a time. Its pictures lie in memory that
/// we gave it, zeroed and counted, which becomes the `Bitmap`'s without a copy.
enum Imlib2Decoder {
  /// Imlib2 refuses longer sides (its `IMAGE_DIMENSIONS_OK`).
  static let maxSide = 32_767

  /// - Parameters:
  ///   - suffix: the file name extension by which Imlib2 finds its loader.
  ///   - newMemory: what every byte is that libraries take while they decode.
  static func decode(
    _ file: FileBytes, type: ImageType, suffix: String, limits: DecodingLimits,
    newMemory: UInt8 = 0
  ) throws(DecodingError) -> Decoded {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      try decodeAlone(file, type, suffix, limits, newMemory)
    }
  }

  private static func decodeAlone(
    _ file: FileBytes, _ type: ImageType, _ suffix: String, _ limits: DecodingLimits,
    _ newMemory: UInt8
  ) throws(DecodingError) -> Decoded {
    unsafe PictureMemory.current = PictureMemory(maxPixels: limits.maxPixels)
    defer { unsafe PictureMemory.current.freeAll() }
    imlib_set_cache_size(0)
    unsafe imlib_context_set_image_data_memory_function { old, byteCount in
      unsafe PictureMemory.current.allocateOrFree(old, byteCount)
    }
    guard let image = unsafe load(file, suffix, newMemory) else {
      throw error(type, suffix, limits)
    }
    unsafe imlib_context_set_image(image)
    defer { imlib_free_image_and_decache() }
    let (width, height) = (Int(imlib_image_get_width()), Int(imlib_image_get_height()))
    try limits.check(width: width, height: height, of: type)
    let decoded = Decoded(
      try takePixels(width: width, height: height),
      alpha: imlib_image_has_alpha() != 0 ? .straight : .unused)
    return try placeOnCanvas(decoded, type, limits)
  }

  private static func load(
    _ file: FileBytes, _ suffix: String, _ newMemory: UInt8
  ) -> Imlib_Image? {
    unsafe withStandardErrorSilenced {
      // Loaders take memory of their own, too, and libheif shows what it finds in it.
      _ = clinux_fill_new_memory(CInt(~newMemory))
      defer { _ = clinux_fill_new_memory(0) }
      return unsafe imlib_load_image_frame_mem(
        "picture.\(suffix)", 1, file.raw.baseAddress, file.count)
    }
  }

  /// The current image's pixels.
  private static func takePixels(width: Int, height: Int) throws(DecodingError) -> Bitmap {
    guard let pixels = unsafe imlib_image_get_data_for_reading_only() else {
      throw .outOfMemory
    }
    let byteCount = width * height * 4
    if let memory = unsafe PictureMemory.current.take(pixels, byteCount: byteCount) {
      return unsafe Bitmap(adopting: memory, width: width, height: height)
    }
    // A loader that turned the picture has put other memory in its place.
    var bitmap = try makeBitmap(width: width, height: height)
    unsafe bitmap.withUnsafeMutableBytes {
      unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: pixels, count: byteCount))
    }
    return bitmap
  }

  /// Of an animation, Imlib2 gives the first frame alone; it may be a part of the picture.
  private static func placeOnCanvas(
    _ frame: consuming Decoded, _ type: ImageType, _ limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    var info = Imlib_Frame_Info()
    unsafe imlib_image_get_frame_info(&info)
    let whole = PixelRect(x: 0, y: 0, width: Int(info.canvas_w), height: Int(info.canvas_h))
    let area = PixelRect(
      x: Int(info.frame_x), y: Int(info.frame_y), width: frame.pixels.width,
      height: frame.pixels.height)
    guard info.frame_flags & IMLIB_IMAGE_ANIMATED != 0, area != whole,
      area.intersection(whole) == area
    else { return frame }
    try limits.check(width: whole.width, height: whole.height, of: type)
    if frame.alpha == .unused { frame.pixels.makeOpaque() }
    var canvas = try makeBitmap(width: whole.width, height: whole.height)
    canvas.draw(frame.pixels, at: area, isBlended: false)
    return Decoded(canvas, alpha: .straight)
  }

  private static func error(
    _ type: ImageType, _ suffix: String, _ limits: DecodingLimits
  ) -> DecodingError {
    if let count = unsafe PictureMemory.current.refusedPixels {
      return .tooManyPixelsInAll(count, limit: limits.maxPixels)
    }
    if imlib_get_error() == ENOMEM { return .outOfMemory }
    return Imlib2Loader.error(suffix: suffix, type)
      ?? .corrupt(type, "its data is incomplete or makes no sense")
  }
}
