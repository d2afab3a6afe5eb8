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
  ) throws(DecodingError) -> Bitmap {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      try decodeAlone(file, type, suffix, limits, newMemory)
    }
  }

  private static func decodeAlone(
    _ file: FileBytes, _ type: ImageType, _ suffix: String, _ limits: DecodingLimits,
    _ newMemory: UInt8
  ) throws(DecodingError) -> Bitmap {
    PictureMemory.current = PictureMemory(maxPixels: limits.maxPixels)
    defer { PictureMemory.current.freeAll() }
    imlib_set_cache_size(0)
    imlib_context_set_image_data_memory_function { old, byteCount in
      PictureMemory.current.allocateOrFree(old, byteCount)
    }
    guard let image = load(file, suffix, newMemory) else { throw error(type, suffix, limits) }
    imlib_context_set_image(image)
    defer { imlib_free_image_and_decache() }
    let (width, height) = (Int(imlib_image_get_width()), Int(imlib_image_get_height()))
    try limits.check(width: width, height: height, of: type)
    var bitmap = try takePixels(width: width, height: height)
    if imlib_image_has_alpha() != 0 { bitmap.findOpacity() } else { bitmap.makeOpaque() }
    return try placeOnCanvas(bitmap, type, limits)
  }

  private static func load(
    _ file: FileBytes, _ suffix: String, _ newMemory: UInt8
  ) -> Imlib_Image? {
    withStandardErrorSilenced {
      // Loaders take memory of their own, too, and libheif shows what it finds in it.
      _ = clinux_fill_new_memory(CInt(~newMemory))
      defer { _ = clinux_fill_new_memory(0) }
      return imlib_load_image_frame_mem("picture.\(suffix)", 1, file.raw.baseAddress, file.count)
    }
  }

  /// The current image's pixels.
  private static func takePixels(width: Int, height: Int) throws(DecodingError) -> Bitmap {
    guard let pixels = imlib_image_get_data_for_reading_only() else {
      throw .outOfMemory
    }
    let byteCount = width * height * 4
    if let memory = PictureMemory.current.take(pixels, byteCount: byteCount) {
      return Bitmap(adopting: memory, width: width, height: height)
    }
    // A loader that turned the picture has put other memory in its place.
    var bitmap = try makeBitmap(width: width, height: height)
    bitmap.withUnsafeMutableBytes {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: pixels, count: byteCount))
    }
    return bitmap
  }

  /// Of an animation, Imlib2 gives the first frame alone; it may be a part of the picture.
  private static func placeOnCanvas(
    _ frame: consuming Bitmap, _ type: ImageType, _ limits: DecodingLimits
  ) throws(DecodingError) -> Bitmap {
    var info = Imlib_Frame_Info()
    imlib_image_get_frame_info(&info)
    let (width, height) = (Int(info.canvas_w), Int(info.canvas_h))
    let (left, top) = (Int(info.frame_x), Int(info.frame_y))
    let frameWidth = frame.width
    guard info.frame_flags & IMLIB_IMAGE_ANIMATED != 0, left >= 0, top >= 0,
      frameWidth + left <= width, frame.height + top <= height,
      (frameWidth, frame.height) != (width, height)
    else { return frame }
    try limits.check(width: width, height: height, of: type)
    var canvas = try makeBitmap(width: width, height: height)
    let canvasStride = canvas.rowStride
    canvas.withUnsafeMutableBytes { target in
      frame.withBytes { source in
        source.withUnsafeBytes { source in
          for row in 0..<(source.count / (frameWidth * 4)) {
            let start = (row + top) * canvasStride + left * 4
            let pixels = source[(row * frameWidth * 4)..<((row + 1) * frameWidth * 4)]
            UnsafeMutableRawBufferPointer(rebasing: target[start...])
              .copyMemory(from: UnsafeRawBufferPointer(rebasing: pixels))
          }
        }
      }
    }
    canvas.findOpacity()
    return canvas
  }

  private static func error(
    _ type: ImageType, _ suffix: String, _ limits: DecodingLimits
  ) -> DecodingError {
    if let count = PictureMemory.current.refusedPixels {
      return .tooManyPixelsInAll(count, limit: limits.maxPixels)
    }
    if imlib_get_error() == ENOMEM { return .outOfMemory }
    return hasLoader(suffix)
      ? .corrupt(type, "its data is incomplete or makes no sense") : .noLoader(type)
  }

  /// Whether Imlib2's directory of loaders, which lies beside the library, has one for `suffix`.
  private static func hasLoader(_ suffix: String) -> Bool {
    guard let directory = libraryDirectory().map({ "\($0)/imlib2/loaders" }),
      access(directory, F_OK) == 0
    else { return true }  // an unusual place: the file is blamed
    let name = ["heic": "heif", "avif": "heif"][suffix] ?? suffix
    return access("\(directory)/\(name).so", R_OK) == 0
  }

  /// Where the process has the library from (proc_pid_maps(5)).
  private static func libraryDirectory() -> Substring? {
    guard let maps = fopen("/proc/self/maps", "re") else { return nil }
    defer { fclose(maps) }
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, CInt(line.count), maps) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard let path = text.firstIndex(of: "/"), let name = text.firstRange(of: "/libImlib2.so")
      else {
        continue
      }
      return text[path..<name.lowerBound]
    }
    return nil
  }
}
