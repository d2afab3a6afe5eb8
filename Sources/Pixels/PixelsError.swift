/// Why a pixel operation could not be done.
package enum PixelsError: Error, Equatable {
  /// The system refused memory for a picture of `byteCount` bytes.
  case outOfMemory(byteCount: Int)
}

extension PixelsError: CustomStringConvertible {
  /// What happened.
  package var description: String {
    switch self {
    case .outOfMemory(let byteCount):
      "not enough memory for \((byteCount + 999_999) / 1_000_000) MB of pixels"
    }
  }
}
