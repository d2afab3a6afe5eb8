internal import Pixels

/// Makes a picture of zeros, in this module's errors.
func makeBitmap(width: Int, height: Int) throws(DecodingError) -> Bitmap {
  do {
    return try Bitmap(width: width, height: height)
  } catch {
    throw .outOfMemory
  }
}
