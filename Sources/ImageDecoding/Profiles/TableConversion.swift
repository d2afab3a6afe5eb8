private import CLCMS
internal import Pixels
internal import ShmChannel

/// A profile of tables, whose colors Little CMS turns into sRGB: relative to white, and black to
/// black.
@safe final class TableConversion {
  private let transform: UnsafeMutableRawPointer

  /// What numbers are converted, in place.
  enum Form {
    case bgra
    /// Ink, of which there is none at 255 where they are inverted, to BGRA.
    case cmyk(isInverted: Bool)
    case rgb16(hasAlpha: Bool)
  }

  init(_ profile: [UInt8], _ form: Form) throws(ProfileTrouble) {
    guard unsafe clcms_load() != nil else { throw .noLibrary }
    let input = unsafe profile.withUnsafeBytes {
      unsafe cmsOpenProfileFromMem($0.baseAddress, UInt32($0.count))
    }
    guard let input = unsafe input else { throw .damaged }
    defer { unsafe cmsCloseProfile(input) }
    guard let output = unsafe cmsCreate_sRGBProfile() else { throw .damaged }
    defer { unsafe cmsCloseProfile(output) }
    let formats = Self.formats(form)
    let transform = unsafe cmsCreateTransform(
      input, formats.input, output, formats.output, UInt32(CLCMS_RELATIVE_COLORIMETRIC),
      UInt32(CLCMS_BLACK_POINT_COMPENSATION | CLCMS_HIGH_RESOLUTION))
    guard let transform = unsafe transform else { throw .damaged }
    unsafe self.transform = transform
  }

  deinit { unsafe cmsDeleteTransform(transform) }

  private static func formats(_ form: Form) -> (input: UInt32, output: UInt32) {
    let (input, output) =
      switch form {
      case .bgra: (CLCMS_BGRA_8, CLCMS_BGRA_8)
      case .cmyk(let isInverted):
        (isInverted ? CLCMS_CMYK_8_REVERSED : CLCMS_CMYK_8, CLCMS_BGRA_8)
      case .rgb16(let hasAlpha):
        hasAlpha ? (CLCMS_RGBA_16, CLCMS_RGBA_16) : (CLCMS_RGB_16, CLCMS_RGB_16)
      }
    return (UInt32(input), UInt32(output))
  }

  /// Converts in place; what stands beside colors stays.
  func apply(to target: PixelTarget) {
    unsafe apply(
      target.pixels, width: target.width, height: target.height, stride: Int(target.stride))
  }

  /// The same of samples.
  func apply(to picture: inout SamplePicture) {
    let layout = picture.layout
    unsafe picture.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe apply(
        start, width: layout.width, height: layout.height, stride: layout.rowStride)
    }
  }

  private func apply(
    _ start: UnsafeMutableRawPointer, width: Int, height: Int, stride: Int
  ) {
    inBands(PixelRect(x: 0, y: 0, width: width, height: height)) { band in
      let rows = unsafe start + band.y * stride
      unsafe cmsDoTransformLineStride(
        transform, rows, rows, UInt32(band.width), UInt32(band.height), UInt32(stride),
        UInt32(stride), 0, 0)
    }
  }
}
