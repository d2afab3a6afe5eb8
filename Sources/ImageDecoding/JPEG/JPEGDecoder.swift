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
    }
    let lacksScans = reader.isProgressive ? !reader.hasAllBits : !markers.everyComponentHasScan()
    reader.finish()
    let warnings = reader.warnings
    // Some writers leave out the last bits on purpose, and then say that this is the end.
    if lacksScans, warnings.hasNoEnd || !reader.isProgressive { throw .truncated(.jpeg) }
    try warnings.requireWhole(hasTables: markers.hasTables)
    var decoded = Decoded(bitmap, alpha: .opaque)
    decoded.orientation = markers.orientation
    decoded.profile = markers.profile
    if reader.isCMYK { decoded.colors = .ink(isInverted: reader.isAdobe) }
    return decoded
  }
}
