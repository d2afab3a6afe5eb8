/// A type of picture, told from a file's content and never from its name.
package enum ImageType: String, CaseIterable, Sendable, CustomStringConvertible {
  case jpeg = "JPEG"
  case png = "PNG"
  case webp = "WebP"
  case gif = "GIF"
  case tiff = "TIFF"
  case bmp = "BMP"
  case heif = "HEIF"
  case avif = "AVIF"
  case jpegXL = "JPEG XL"
  case svg = "SVG"
  case pnm = "PNM"
  case tga = "TGA"
  case ico = "ICO"
  case qoi = "QOI"
  case npy = "NPY"
  case pfm = "PFM"
  case hdr = "Radiance HDR"
  case exr = "OpenEXR"
  /// Of a camera; one that is TIFF as well, and has its directories far behind, counts as TIFF
  /// until these are read.
  case raw = "camera raw"

  package var description: String { rawValue }

  /// All names, for a sentence.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The longest side of a `Bitmap`, and so of any picture.
  static let longestSide = 65_535

  /// No more of a file's first bytes than these are needed to tell its type.
  package static let headByteCount = 64 << 10
}
