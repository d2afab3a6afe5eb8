/// Binary PBM, PGM, PPM and PAM files in a row (netpbm's pbm(5), pgm(5), ppm(5), pam(5)).
///
/// The plain formats (P1 to P3) have no end but that of the input, and cannot stand in a row.
struct PNMWalk: Walk {
  private enum Place {
    case start, magic, header, pixels
  }

  private var place = Place.start
  private var header = PNMHeaderReader()

  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step {
    switch place {
    case .start:
      place = .magic
      return .field(PNMHeaderReader.magicByteCount)
    case .magic:
      guard let header = PNMHeaderReader(magic: field) else {
        throw .garbage(offset: 0, expected: "a binary PBM, PGM, PPM or PAM file")
      }
      self.header = header
      place = .header
      return .field(1)
    case .header:
      guard let count = try header.take(field[0]) else { return .field(1) }
      place = .pixels
      return .pass(count)
    case .pixels:
      place = .start
      return .end
    }
  }
}
