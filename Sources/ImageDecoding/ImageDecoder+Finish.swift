internal import Pixels

extension ImageDecoder {
  /// Makes the picture that is shown, for every type alike: upright, with straight alpha, and known
  /// to be opaque where it is.
  static func finish(_ decoded: consuming Decoded) throws(DecodingError) -> Bitmap {
    decoded.settleAlpha()
    let orientation = decoded.orientation
    do {
      return try decoded.pixels.oriented(orientation)
    } catch {
      throw .outOfMemory
    }
  }
}

extension Decoded {
  /// Makes the fourth bytes straight alpha, and finds out whether any lets a background through.
  fileprivate mutating func settleAlpha() {
    let isEmpty = ignoresEmptyAlpha && alpha != .opaque && pixels.everyAlpha(is: 0)
    if alpha == .unused || isEmpty {
      pixels.makeOpaque()
    } else if alpha != .opaque {
      pixels.findOpacity()
      if alpha == .premultiplied, !pixels.isOpaque { pixels.unpremultiply() }
    }
  }
}
