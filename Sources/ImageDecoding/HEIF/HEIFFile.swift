internal import CHEIF
private import Linux
internal import Pixels
private import Synchronization

/// The primary picture of a file that libheif has open in memory.
@safe struct HEIFFile: ~Copyable {
  private let functions: UnsafePointer<cheif>
  private let context: OpaquePointer
  private let handle: OpaquePointer
  private let type: ImageType

  /// Opens a file, and lends it.
  ///
  /// - Parameter newMemory: what every byte is that libraries take meanwhile.
  static func read(
    _ file: FileBytes, type: ImageType, newMemory: UInt8,
    _ body: (borrowing HEIFFile) throws(DecodingError) -> Bitmap
  ) throws(DecodingError) -> Bitmap {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      var trouble: UnsafePointer<CChar>?
      guard let functions = unsafe cheif_load(&trouble) else {
        throw unsafe .lacking("libheif", for: type, saying: trouble)
      }
      return try StandardDescriptors.silencingError { () throws(DecodingError) in
        try NewMemory.filled(with: newMemory) { () throws(DecodingError) in
          try unsafe body(try HEIFFile(file, type, functions))
        }
      }
    }
  }

  private init(
    _ file: FileBytes, _ type: ImageType, _ functions: UnsafePointer<cheif>
  ) throws(DecodingError) {
    guard let context = unsafe functions.pointee.heif_context_alloc() else { throw .outOfMemory }
    do throws(DecodingError) {
      try unsafe Self.check(
        functions.pointee.heif_context_read_from_memory_without_copy(
          context, file.raw.baseAddress, file.count, nil), type)
      var handle: OpaquePointer?
      try unsafe Self.check(
        functions.pointee.heif_context_get_primary_image_handle(context, &handle), type)
      guard let handle = unsafe handle else { throw .corrupt(type, "it describes no picture") }
      unsafe (self.functions, self.context, self.handle, self.type) = (
        functions, context, handle, type
      )
    } catch {
      unsafe functions.pointee.heif_context_free(context)
      throw error
    }
  }

  deinit {
    unsafe functions.pointee.heif_image_handle_release(handle)
    unsafe functions.pointee.heif_context_free(context)
  }

  private static func check(_ error: heif_error, _ type: ImageType) throws(DecodingError) {
    switch unsafe error.code {
    case 0: return
    case Int32(CHEIF_ERROR_UNSUPPORTED_FILETYPE), Int32(CHEIF_ERROR_UNSUPPORTED_FEATURE):
      let words = unsafe LibraryWords.inLine(error.message)
      throw .unsupported(type, "what this system's libheif does not do (\(words))")
    case Int32(CHEIF_ERROR_MEMORY):
      guard unsafe error.subcode == Int32(CHEIF_SECURITY_LIMIT_EXCEEDED) else {
        throw .outOfMemory
      }
      let words = unsafe LibraryWords.inLine(error.message)
      throw .unsupported(type, "more than this system's libheif does (\(words))")
    default: throw .corrupt(type, "its data is incomplete or makes no sense")
    }
  }

  /// Whether the colors are multiplied by alpha: the `prem` reference (ISO 23008-12, 6.4).
  var isPremultiplied: Bool {
    unsafe functions.pointee.heif_image_handle_is_premultiplied_alpha(handle) != 0
  }

  /// Decodes the picture, upright, to samples as they are stored; some versions make colors of
  /// them.
  func decode() throws(DecodingError) -> HEIFImage {
    var image: OpaquePointer?
    try unsafe Self.check(
      functions.pointee.heif_decode_image(
        handle, &image, Int32(CHEIF_COLORSPACE_UNDEFINED), Int32(CHEIF_CHROMA_UNDEFINED), nil),
      type)
    guard let image = unsafe image else { throw .outOfMemory }
    return unsafe HEIFImage(functions, image)
  }

  /// What the colors mean that `colors(of:)` makes; nil for sRGB.
  func profile(of image: borrowing HEIFImage) -> FileProfile? {
    let size = unsafe functions.pointee.heif_image_handle_get_raw_color_profile_size(handle)
    if (1...FileProfile.mostBytes).contains(size) {
      var bytes = [UInt8](repeating: 0, count: size)
      let isRead = unsafe bytes.withUnsafeMutableBytes {
        unsafe functions.pointee.heif_image_handle_get_raw_color_profile(handle, $0.baseAddress)
          .code == 0
      }
      return .icc(isRead ? bytes : [])
    }
    var coded: UnsafeMutablePointer<heif_color_profile_nclx>?
    let isKnown =
      unsafe functions.pointee.heif_image_handle_get_nclx_color_profile(handle, &coded).code == 0
      || image.readProfile(&coded)
    guard isKnown, let coded = unsafe coded else { return nil }
    defer { unsafe functions.pointee.heif_nclx_color_profile_free(coded) }
    return unsafe RGBSpace(
      primaries: Int(coded.pointee.color_primaries),
      transfer: Int(coded.pointee.transfer_characteristics)
    ).map(FileProfile.space)
  }

  /// What the file says of its colors, in its boxes or else in the coded picture.
  func colors(of image: borrowing HEIFImage) throws(DecodingError) -> HEIFColors {
    var profile: UnsafeMutablePointer<heif_color_profile_nclx>?
    let isKnown =
      unsafe functions.pointee.heif_image_handle_get_nclx_color_profile(handle, &profile).code == 0
      || image.readProfile(&profile)
    guard isKnown, let profile = unsafe profile else {
      return image.isRGB ? .converted : .unspecified
    }
    defer { unsafe functions.pointee.heif_nclx_color_profile_free(profile) }
    let matrix = unsafe Int(profile.pointee.matrix_coefficients)
    guard
      let colors = unsafe HEIFColors(
        matrix: matrix, primaries: Int(profile.pointee.color_primaries),
        isFullRange: profile.pointee.full_range_flag != 0)
    else { throw .unsupported(type, "colors of matrix \(matrix)") }
    guard image.isRGB else { return colors }
    // libheif 1.15 takes YCgCo for another matrix, and leaves the range of stored colors.
    if colors.matrix == .yCgCo { throw .unsupported(type, "colors of matrix \(matrix)") }
    return colors.matrix == .identity ? colors : .converted
  }
}
