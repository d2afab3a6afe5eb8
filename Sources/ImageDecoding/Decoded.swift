internal import Pixels

/// What a decoder makes of a file; `ImageDecoder.finish` makes of it the picture that is shown.
struct Decoded: ~Copyable {
  /// What the fourth byte of each pixel is.
  enum Alpha {
    /// 255 in every pixel.
    case opaque
    /// Of no meaning, whatever it is.
    case unused
    /// Alpha beside colors that know nothing of it.
    case straight
    /// Alpha by which the colors have been multiplied.
    case premultiplied
  }

  /// What the four bytes of a pixel are.
  enum Colors {
    case bgra
    /// Cyan, magenta, yellow and black; 255 is no ink where they are inverted, as Adobe's writers
    /// have it.
    case ink(isInverted: Bool)
  }

  /// As the file stores them.
  var pixels: Bitmap
  var colors = Colors.bgra
  /// What the file says its colors mean; nil for sRGB.
  var profile: FileProfile?
  /// Whether they were floats in the file, or became so: these are numbers, which no profile counts
  /// for.
  var wereNumbers = false
  var alpha: Alpha
  /// Whether alpha that is 0 everywhere means nothing: many writers announce a channel and leave it
  /// empty.
  var ignoresEmptyAlpha = false
  /// How `pixels` are turned; upright where the decoder's library has turned them.
  var orientation = Orientation.upright

  init(_ pixels: consuming Bitmap, alpha: Alpha) {
    self.pixels = pixels
    self.alpha = alpha
  }
}
