internal import Pixels

/// JPEG through libjpeg-turbo, straight into the picture's memory.
///
/// A file is whole when every block of it can be decoded, whatever follows them, or does not.
enum JPEGDecoder {
  /// `JPEG_MAX_DIMENSION` of libjpeg's `jmorecfg.h`.
  private static let maxSide = 65_500

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let markers = JPEGMarkers(file)
    if let (width, height) = markers.size {
      try limits.check(width: width, height: height, of: .jpeg, maxSide: maxSide)
    }
    var reader = try JPEGReader(file)
    try reader.readHeader()
    try limits.check(width: reader.width, height: reader.height, of: .jpeg, maxSide: maxSide)
    var bitmap = try makeBitmap(width: reader.width, height: reader.height)
    try bitmap.withTarget { (target) throws(DecodingError) in
      try reader.readRows(into: target)
      if reader.isCMYK { target.convertFromCMYK(isInverted: reader.isAdobe) }
    }
    let lacksScans = reader.isProgressive ? !reader.hasAllBits : !markers.everyComponentHasScan()
    reader.finish()
    let warnings = reader.warnings
    // Some writers leave out the last bits on purpose, and then say that this is the end.
    if lacksScans, warnings.hasNoEnd || !reader.isProgressive { throw .truncated(.jpeg) }
    try warnings.requireWhole(hasTables: markers.hasTables)
    var decoded = Decoded(bitmap, alpha: .opaque)
    decoded.orientation = markers.orientation
    return decoded
  }
}

extension PixelTarget {
  /// Turns pixels of cyan, magenta, yellow and black into ours, in place.
  ///
  /// - Parameter isInverted: 255 means no ink, as Adobe's writers have it.
  fileprivate func convertFromCMYK(isInverted: Bool) {
    let inversion: UInt8 = isInverted ? 0 : 255
    for row in 0..<height {
      guard let bytes = unsafe self.row(row) else { return }
      for pixel in Swift.stride(from: 0, to: rowByteCount, by: Bitmap.pixelByteCount) {
        let light = unsafe UInt32(bytes[pixel + 3] ^ inversion)
        let red = unsafe UInt32(bytes[pixel] ^ inversion) * light
        let green = unsafe UInt32(bytes[pixel + 1] ^ inversion) * light
        let blue = unsafe UInt32(bytes[pixel + 2] ^ inversion) * light
        unsafe bytes[pixel] = UInt8((blue + 127) / 255)
        unsafe bytes[pixel + 1] = UInt8((green + 127) / 255)
        unsafe bytes[pixel + 2] = UInt8((red + 127) / 255)
        unsafe bytes[pixel + 3] = 255
      }
    }
  }
}
