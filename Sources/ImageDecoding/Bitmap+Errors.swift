internal import Pixels

/// Makes a picture of zeros, in this module's errors.
func makeBitmap(width: Int, height: Int) throws(DecodingError) -> Bitmap {
  do {
    return try Bitmap(width: width, height: height)
  } catch {
    throw .outOfMemory
  }
}

extension Bitmap {
  /// `oriented`, in this module's errors.
  consuming func upright(_ orientation: Orientation) throws(DecodingError) -> Bitmap {
    do {
      return try oriented(orientation)
    } catch {
      throw .outOfMemory
    }
  }
}
