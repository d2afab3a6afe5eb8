internal import Pixels

/// Run-length coded bitmaps of 4 and 8 bits (wingdi.h: BI_RLE4, BI_RLE8).
///
/// Pixels that the code jumps over have the palette's first color, as in Windows.
struct BMPRuns {
  private let header: DIBHeader
  private let data: FileBytes
  private let isNibbles: Bool
  private var offset = 0
  private var column = 0
  private var row = 0  // from the bottom

  init(_ header: DIBHeader, data: FileBytes) {
    self.header = header
    self.data = data
    isNibbles = header.coding == .runLength4
  }

  mutating func decode() throws(DecodingError) -> Bitmap {
    var bitmap = try makeBitmap(width: header.width, height: header.height)
    let background = header.palette[0].word
    try unsafe bitmap.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      unsafe pixels.update(repeating: background)
      while try unsafe step(pixels) {}
    }
    return bitmap
  }

  private mutating func byte() throws(DecodingError) -> Int {
    guard let byte = data[offset] else { throw .truncated(.bmp) }
    offset += 1
    return Int(byte)
  }

  /// Follows one code; false at the end of the bitmap.
  private mutating func step(
    _ pixels: UnsafeMutableBufferPointer<UInt32>
  ) throws(DecodingError) -> Bool {
    let count = try byte()
    let value = try byte()
    if count > 0 {
      for position in 0..<count { try unsafe put(index(in: value, position), pixels) }
      return true
    }
    switch value {
    case 0:
      (column, row) = (0, row + 1)
    case 1:
      return false
    case 2:
      column += try byte()
      row += try byte()
    default:
      try unsafe copy(value, pixels)
    }
    return true
  }

  /// `count` pixels as they are, padded to an even number of bytes.
  private mutating func copy(
    _ count: Int, _ pixels: UnsafeMutableBufferPointer<UInt32>
  ) throws(DecodingError) {
    let start = offset
    var pair = 0
    for position in 0..<count {
      if !isNibbles || position % 2 == 0 { pair = try byte() }
      try unsafe put(index(in: pair, position), pixels)
    }
    if (offset - start) % 2 == 1 { offset += 1 }
  }

  private func index(in value: Int, _ position: Int) -> Int {
    guard isNibbles else { return value }
    return position % 2 == 0 ? value >> 4 : value & 15
  }

  private mutating func put(
    _ index: Int, _ pixels: UnsafeMutableBufferPointer<UInt32>
  ) throws(DecodingError) {
    guard index < header.palette.count else {
      throw .corrupt(.bmp, "a pixel has a color that its palette lacks")
    }
    guard row < header.height, column < header.width else {
      // Padding of a nibble run at a row's end is common; a run across rows is not allowed.
      if column == header.width, row < header.height { return }
      throw .corrupt(.bmp, "a run leaves the picture")
    }
    unsafe pixels[(header.height - 1 - row) * header.width + column] = header.palette[index].word
    column += 1
  }
}
