/// Whether a CR3's boxes are as large as they say, and none of them ends where it begins: LibRaw
/// (0.20) walks in a circle over a box of 64 bits whose size is 0.
enum CR3Check {
  /// Boxes that hold boxes, of those that LibRaw goes into.
  private static let nests: Set = [
    "moov", "trak", "mdia", "minf", "dinf", "stbl", "edts", "udta", "moof", "traf", "mfra",
  ]
  /// More than any file has.
  private static let mostLevels = 8

  /// Does nothing for other files.
  ///
  /// - Throws: `corrupt` or `truncated`.
  static func run(on file: FileBytes) throws(DecodingError) {
    guard file.has(CR3Boxes.beginning, at: 4) else { return }
    try check(file, level: 0)
  }

  private static func check(_ bytes: FileBytes, level: Int) throws(DecodingError) {
    if level > mostLevels { throw .corrupt(.raw, "boxes in boxes in boxes") }
    for box in try ISOBoxes(bytes, of: .raw).all {
      if box.kind == "uuid" && box.content.has(CR3Boxes.mark) {
        try check(box.content.dropping(CR3Boxes.mark.count), level: level + 1)
      } else if nests.contains(box.kind) {
        try check(box.content, level: level + 1)
      }
    }
  }
}
