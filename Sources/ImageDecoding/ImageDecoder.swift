package import Pixels

/// Turns the bytes of a file into a picture.
///
/// Some libraries have one state for the process, so a second caller may wait.
package enum ImageDecoder {
  /// Loads the library that most pictures need, before there is one.
  package static func prepare() { JPEGReader.load() }

  /// Decodes the picture (of several, the first one shown), upright, with straight alpha.
  ///
  /// The type is told by the content. Missing data is an error in every type, and so is damage that
  /// the type can tell. The size is checked before memory is taken for it.
  package static func decode(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) -> Bitmap {
    let (file, type) = unsafe try sniff(bytes)
    return try finish(try decode(file, as: type, limits: limits), profile).alone()
  }

  static func sniff(
    _ bytes: UnsafeRawBufferPointer
  ) throws(DecodingError) -> (FileBytes, ImageType) {
    if unsafe bytes.isEmpty { throw .empty }
    let file = unsafe FileBytes(bytes)
    guard let type = ImageType(file) else { throw .notAnImage }
    return (file, type)
  }

  static func decode(
    _ file: FileBytes, as type: ImageType, limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    switch type {
    case .jpeg: return try JPEGDecoder.decode(file, limits: limits)
    case .png: return try PNGDecoder.decode(file, limits: limits)
    case .gif: return try GIFDecoder.decode(file, limits: limits)
    case .bmp: return try BMPDecoder.decode(file, limits: limits)
    case .pnm: return try PNMDecoder.decode(file, limits: limits)
    case .tga: return try TGADecoder.decode(file, limits: limits)
    case .ico: return try ICODecoder.decode(file, limits: limits)
    case .qoi: return try QOIDecoder.decode(file, limits: limits)
    case .webp: return try WebPDecoder.decode(file, limits: limits)
    case .tiff: return try decodeTIFF(file, limits: limits)
    case .raw: return try RAWDecoder.decode(file, limits: limits)
    case .heif, .avif: return try HEIFDecoder.decode(file, type: type, limits: limits)
    case .jpegXL: return try JPEGXLDecoder.decode(file, limits: limits)
    case .npy: return try Decoded(try NPYDecoder.decode(file, limits: limits))
    case .pfm: return try Decoded(try PFMDecoder.decode(file, limits: limits))
    case .exr: return try Decoded(try EXRDecoder.decode(file, limits: limits))
    case .hdr: return try Decoded(try HDRDecoder.decode(file, limits: limits))
    case .svg: return try SVGDecoder.decode(file, limits: limits)
    }
  }

  /// Most cameras' raw files are TIFF, too, and only their directories tell.
  private static func decodeTIFF(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    do throws(DecodingError) {
      return try TIFFDecoder.decode(file, limits: limits)
    } catch .cameraRaw {
      return try RAWDecoder.decode(file, limits: limits)
    }
  }
}
