internal import Pixels

/// JPEG through libjpeg-turbo, straight into the picture's memory.
enum JPEGDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    var picture = try JPEGPicture(file, limits: limits)
    var bitmap = try makeBitmap(width: picture.width, height: picture.height)
    try picture.start()
    try bitmap.withTarget { (target) throws(DecodingError) in
      try picture.readRows(into: target)
    }
    try picture.requireWhole()
    var decoded = Decoded(bitmap, alpha: .opaque)
    decoded.orientation = picture.orientation
    decoded.profile = picture.profile
    decoded.colors = picture.colors
    return decoded
  }
}
