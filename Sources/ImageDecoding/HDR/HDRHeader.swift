/// The head of a Radiance picture: lines of text, an empty one, and the resolution (Radiance's
/// "filefmts", Picture Files).
struct HDRHeader {
  /// Pixels of a scanline, and how many scanlines there are.
  let length: Int
  let count: Int
  let width: Int
  let height: Int
  let dataOffset: Int

  private let isByColumns: Bool
  private let isMirrored: Bool
  private let isFlipped: Bool

  init(_ file: FileBytes) throws(DecodingError) {
    var lines = HDRLines(file)
    while let line = lines.next(), !line.isEmpty {
      guard line.hasPrefix("FORMAT="), line != "FORMAT=32-bit_rle_rgbe" else { continue }
      throw .unsupported(.hdr, "colors other than RGB")
    }
    guard let resolution = lines.next() else { throw .truncated(.hdr) }
    let words = resolution.split(separator: " ")
    guard words.count == 4, let first = Self.axis(words[0]), let second = Self.axis(words[2]),
      first.isX != second.isX, let count = Int(words[1]), let length = Int(words[3])
    else { throw .corrupt(.hdr, "its resolution makes no sense") }
    (self.count, self.length, dataOffset) = (count, length, lines.offset)
    isByColumns = first.isX
    (width, height) = first.isX ? (count, length) : (length, count)
    let (x, y) = first.isX ? (first, second) : (second, first)
    // X grows to the right, Y upwards.
    (isMirrored, isFlipped) = (x.isFalling, !y.isFalling)
  }

  /// Where a pixel of a scanline is in the picture.
  func place(of index: Int, in scanline: Int) -> Int {
    let (x, y) = isByColumns ? (scanline, index) : (index, scanline)
    return (isFlipped ? height - 1 - y : y) * width + (isMirrored ? width - 1 - x : x)
  }

  private static func axis(_ word: Substring) -> (isX: Bool, isFalling: Bool)? {
    switch word {
    case "+X": (true, false)
    case "-X": (true, true)
    case "+Y": (false, false)
    case "-Y": (false, true)
    default: nil
    }
  }
}
