internal import Pixels

/// JPEG through libjpeg-turbo, straight into the picture's memory.
///
/// A file is whole when every block of it can be decoded, whatever follows them, or does not.
enum JPEGDecoder {
  /// `JPEG_MAX_DIMENSION` of libjpeg's `jmorecfg.h`.
  private static let maxSide = 65_500

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let markers = JPEGMarkers(file)
    if let (width, height) = markers.size {
      try limits.check(width: width, height: height, of: .jpeg, maxSide: maxSide)
    }
    var reader = try JPEGReader(file)
    try reader.readHeader()
    try limits.check(width: reader.width, height: reader.height, of: .jpeg, maxSide: maxSide)
    var bitmap = try makeBitmap(width: reader.width, height: reader.height)
    let stride = bitmap.rowStride
    try bitmap.withUnsafeMutableBytes { (pixels) throws(DecodingError) in
      try reader.readRows(into: pixels, stride: stride)
    }
    let lacksScans = reader.isProgressive ? !reader.hasAllBits : !markers.everyComponentHasScan()
    reader.finish()
    let warnings = reader.warnings
    // Some writers leave out the last bits on purpose, and then say that this is the end.
    if lacksScans, warnings.hasNoEnd || !reader.isProgressive { throw .truncated(.jpeg) }
    try warnings.requireWhole(hasTables: markers.hasTables)
    if reader.isCMYK { bitmap.convertFromCMYK(isInverted: reader.isAdobe) }
    return try bitmap.upright(markers.orientation)
  }
}

extension Bitmap {
  /// Turns pixels of cyan, magenta, yellow and black into ours, in place.
  ///
  /// - Parameter isInverted: 255 is no ink, as Adobe's writers have it.
  fileprivate mutating func convertFromCMYK(isInverted: Bool) {
    let inversion: UInt8 = isInverted ? 0 : 255
    withUnsafeMutableBytes { bytes in
      for pixel in stride(from: 0, to: bytes.count, by: 4) {
        let light = UInt32(bytes[pixel + 3] ^ inversion)
        let red = UInt32(bytes[pixel] ^ inversion) * light
        let green = UInt32(bytes[pixel + 1] ^ inversion) * light
        let blue = UInt32(bytes[pixel + 2] ^ inversion) * light
        bytes[pixel] = UInt8((blue + 127) / 255)
        bytes[pixel + 1] = UInt8((green + 127) / 255)
        bytes[pixel + 2] = UInt8((red + 127) / 255)
        bytes[pixel + 3] = 255
      }
    }
    isOpaque = true
  }
}
