internal import Pixels

extension Orientation {
  /// What the properties of a picture do, one after the other: `irot` and `imir` (ISO 23008-12,
  /// 6.5.10 and 6.5.12).
  init(properties: [ISOBoxes.Box]) {
    self = .upright
    for box in properties {
      if box.kind == "irot" {
        // Quarter turns against the clock.
        self = turned(quarters: -Int((box.content[0] ?? 0) & 3))
      } else if box.kind == "imir" {
        self = (box.content[0] ?? 0) & 1 == 0 ? mirroredUpDown : mirroredSideways
      }
    }
  }

  /// What is left to do for a picture that was mirrored already: its quarter turns, each of them
  /// the other way round for every mirror behind it.
  static func afterMirroring(_ properties: [ISOBoxes.Box]) -> Orientation {
    var quarters = 0
    for box in properties {
      if box.kind == "irot" { quarters -= Int((box.content[0] ?? 0) & 3) }
      if box.kind == "imir" { quarters = -quarters }
    }
    return upright.turned(quarters: quarters)
  }
}
