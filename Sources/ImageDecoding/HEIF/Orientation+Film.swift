internal import Pixels

extension Orientation {
  /// How a film's pictures are turned: as the description of its samples says, like a still
  /// picture's properties do (`irot` and `imir`, ISO 23008-12, 6.5.10 and 6.5.12); without a word
  /// there, as the matrix of the track's header does (ISO 14496-12, 8.3.2).
  ///
  /// - Parameters:
  ///   - description: the boxes in a sample entry.
  ///   - header: the content of the track's `tkhd`.
  init(ofFilm description: ISOBoxes, header: FileBytes?) {
    let properties = description.all.filter { ["irot", "imir"].contains($0.kind) }
    guard properties.isEmpty else {
      self.init(properties: properties)
      return
    }
    self = header.flatMap(Orientation.init(trackHeader:)) ?? .upright
  }

  /// Nil where the matrix does more than turn by quarters and mirror.
  private init?(trackHeader: FileBytes) {
    // Version 1 has 64 bits for three times.
    let start = trackHeader[0] == 1 ? 52 : 40
    let one: Int = 1 << 16
    let factors = [0, 4, 12, 16].map { trackHeader.i32(start + $0, .big) }
    switch factors {
    case [one, 0, 0, one]: self = .upright
    case [0, one, -one, 0]: self = .quarterClockwise
    case [-one, 0, 0, -one]: self = .upsideDown
    case [0, -one, one, 0]: self = .quarterCounterclockwise
    case [-one, 0, 0, one]: self = .mirrored
    case [one, 0, 0, -one]: self = .flipped
    case [0, one, one, 0]: self = .transposed
    case [0, -one, -one, 0]: self = .transversed
    default: return nil
    }
  }
}
