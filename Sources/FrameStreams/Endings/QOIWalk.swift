/// QOI files in a row (qoiformat.org, "The Quite OK Image Format", version 1.0).
///
/// They end with seven zero bytes and a one. No encoder may write more than one index operation of
/// the same index in a row, so that inside of a picture at most five zeros follow on each other.
struct QOIWalk: Walk {
  private enum Place {
    case start, header, pixels
  }

  private var place = Place.start

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .header
      return .field(14)
    case .header:
      guard field.starts(with: "qoif".utf8) else {
        throw .garbage(offset: 0, expected: "a QOI file")
      }
      place = .pixels
      return .find([0, 0, 0, 0, 0, 0, 0, 1])
    case .pixels:
      place = .start
      return .end
    }
  }
}
