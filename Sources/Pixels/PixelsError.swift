/// Why a pixel operation could not be done.
package enum PixelsError: Error, Equatable {
  /// The system refused memory for a picture of `byteCount` bytes.
  case outOfMemory(byteCount: Int)
}
