/// Why a stream cannot be taken apart any further.
package enum StreamError: Error, Equatable {
  /// At this offset in the stream stands something else than what must stand there.
  case garbage(offset: Int, expected: String)
  /// A header is whole, and says what cannot be.
  case badHeader(offset: Int, what: String)
  /// A header is whole and valid, and asks for what is not done here.
  case unsupported(what: String)
  /// A picture has more bytes than are allowed.
  case tooLong(offset: Int, limit: Int)
}

extension StreamError: CustomStringConvertible {
  /// What is wrong, and where; to stand behind `SOURCE: `.
  package var description: String {
    switch self {
    case .garbage(let offset, let expected): "byte \(offset) does not begin \(expected)"
    case .badHeader(let offset, let what): "the header at byte \(offset) is damaged: \(what)"
    case .unsupported(let what): "\(what) is not supported"
    case .tooLong(let offset, let limit):
      "the picture at byte \(offset) has more than \(limit) bytes"
    }
  }
}

extension StreamError {
  /// The same at a place that lies further on in the stream.
  func moved(by distance: Int) -> StreamError {
    switch self {
    case .garbage(let offset, let expected): .garbage(offset: offset + distance, expected: expected)
    case .badHeader(let offset, let what): .badHeader(offset: offset + distance, what: what)
    case .unsupported, .tooLong: self
    }
  }
}
