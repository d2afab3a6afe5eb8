/// JPEG files in a row: segments with a length, and scans up to the next marker (ITU-T T.81, annex
/// B). A thumbnail lies within a segment, so its end is not the picture's.
struct JPEGWalk: Walk {
  private enum Place {
    case start, startOfImage, segment, marker, code, length
  }

  private var place = Place.start

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .startOfImage
      return .field(2)
    case .startOfImage:
      guard field == [0xFF, 0xD8] else { throw .garbage(offset: 0, expected: "a JPEG file") }
      return findMarker()
    case .segment:
      return findMarker()
    case .marker:
      place = .code
      return .field(1)
    case .code:
      return take(code: field[0])
    case .length:
      let length = Int(field[0]) << 8 | Int(field[1])
      guard length >= 2 else { throw .badHeader(offset: 0, what: "a segment of \(length) bytes") }
      place = .segment
      return .pass(length - 2)
    }
  }

  private mutating func findMarker() -> Step {
    place = .marker
    return .find([0xFF])
  }

  private mutating func take(code: UInt8) -> Step {
    switch code {
    case 0xFF: return .field(1)  // fill bytes
    case 0xD9:
      place = .start
      return .end
    // Stuffed zeros and restarts in a scan, and markers without a segment (T.81, table B.1).
    case 0x00, 0x01, 0xD0...0xD8: return findMarker()
    default:
      place = .length
      return .field(2)
    }
  }
}
