private import Glibc

/// Why a picture was not written.
package enum EncodingError: Error, Equatable {
  /// The descriptor did not take the bytes; `errno` says why.
  case write(errno: CInt)
  /// The library refused; its own words.
  case encoder(String)
  /// The system refused memory for a row or for libspng.
  case outOfMemory
}

extension EncodingError: CustomStringConvertible {
  /// What happened; to stand behind `NAME: `.
  package var description: String {
    switch self {
    case .write(let errno): "cannot write: \(String(cString: strerror(errno)))"
    case .encoder(let words): "cannot encode: \(words)"
    case .outOfMemory: "not enough memory"
    }
  }
}
