private import Glibc
internal import Pixels

/// GIF (GIF89a specification): the first frame on its canvas; what it leaves free is transparent.
///
/// All blocks to the trailer are walked, so that a cut file is found also behind the first frame.
struct GIFDecoder {
  private let file: FileBytes
  private var offset = 13  // behind the header and the logical screen descriptor
  private var globalPalette: [Pixel] = []
  private var transparentIndex: Int?

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    var decoder = GIFDecoder(file: file)
    return try decoder.decode(limits)
  }

  private init(file: FileBytes) { self.file = file }

  private mutating func decode(_ limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let screenWidth = try required(file.u16(6, .little))
    let screenHeight = try required(file.u16(8, .little))
    globalPalette = try readPalette(flags: try required(file[10]))
    guard try skipToFrame() else { throw .corrupt(.gif, "it holds no picture") }
    let frame = try readFrame()
    // A frame outside its screen widens it, as in browsers; some writers leave the screen 0x0.
    let width = max(screenWidth, frame.left + frame.width)
    let height = max(screenHeight, frame.top + frame.height)
    try limits.check(width: width, height: height, of: .gif)
    let codeSize = try required(file[offset])
    offset += 1
    let count = frame.width * frame.height
    guard count > 0 else { throw .corrupt(.gif, "its frame is \(frame.width)x\(frame.height)") }
    guard let memory = malloc(count) else { throw .outOfMemory }
    defer { free(memory) }
    let indices = UnsafeMutableBufferPointer(
      start: memory.assumingMemoryBound(to: UInt8.self), count: count)
    try GIFCodes.decode(try readSubBlocks(), minimumCodeSize: Int(codeSize), into: indices)
    while try skipToFrame() {
      _ = try readFrame()
      offset += 1
      _ = try readSubBlocks()
    }
    var bitmap = try makeBitmap(width: width, height: height)
    try draw(UnsafeBufferPointer(indices), frame, into: &bitmap)
    bitmap.findOpacity()
    return bitmap
  }

  private func required<T>(_ value: T?) throws(DecodingError) -> T {
    guard let value else { throw .truncated(.gif) }
    return value
  }

  private mutating func readPalette(flags: UInt8) throws(DecodingError) -> [Pixel] {
    guard flags & 0x80 != 0 else { return [] }
    let count = 2 << Int(flags & 7)
    let colors = try required(file.part(from: offset, count: count * 3)).raw
    offset += count * 3
    return (0..<count).map {
      Pixel(red: colors[$0 * 3], green: colors[$0 * 3 + 1], blue: colors[$0 * 3 + 2])
    }
  }

  /// Moves behind the next image separator; false at the trailer.
  private mutating func skipToFrame() throws(DecodingError) -> Bool {
    while true {
      let block = try required(file[offset])
      offset += 1
      switch block {
      case 0x2C: return true
      case 0x3B: return false
      case 0x21: try skipExtension()
      case 0x00: continue  // padding that some writers leave
      default: throw .corrupt(.gif, "an unknown kind of block")
      }
    }
  }

  private mutating func skipExtension() throws(DecodingError) {
    let label = try required(file[offset])
    offset += 1
    // Graphic control: its size, flags, delay, and the transparent index.
    if label == 0xF9, file[offset] == 4, let flags = file[offset + 1] {
      transparentIndex = flags & 1 != 0 ? file[offset + 4].map(Int.init) : nil
    }
    while true {
      let size = Int(try required(file[offset]))
      offset += 1
      if size == 0 { return }
      _ = try required(file.part(from: offset, count: size))
      offset += size
    }
  }

  private struct Frame {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    let isInterlaced: Bool
    let palette: [Pixel]
  }

  private mutating func readFrame() throws(DecodingError) -> Frame {
    let descriptor = try required(file.part(from: offset, count: 9))
    offset += 9
    let flags = try required(descriptor[8])
    let localPalette = try readPalette(flags: flags)
    var palette = localPalette.isEmpty ? globalPalette : localPalette
    if let index = transparentIndex, index < palette.count {
      palette[index] = Pixel(word: 0)
    }
    transparentIndex = nil
    return Frame(
      left: try required(descriptor.u16(0, .little)), top: try required(descriptor.u16(2, .little)),
      width: try required(descriptor.u16(4, .little)),
      height: try required(descriptor.u16(6, .little)),
      isInterlaced: flags & 0x40 != 0, palette: palette)
  }

  /// The data of the sub-blocks that begin here, joined.
  private mutating func readSubBlocks() throws(DecodingError) -> [UInt8] {
    var joined: [UInt8] = []
    while true {
      let size = Int(try required(file[offset]))
      offset += 1
      if size == 0 { return joined }
      joined.append(contentsOf: try required(file.part(from: offset, count: size)).raw)
      offset += size
    }
  }

  private func draw(
    _ indices: UnsafeBufferPointer<UInt8>, _ frame: Frame, into bitmap: inout Bitmap
  ) throws(DecodingError) {
    guard let highest = indices.max(), Int(highest) < frame.palette.count else {
      throw .corrupt(.gif, "a pixel has a colour that its palette lacks")
    }
    let rows = frame.isInterlaced ? Self.interlacedRows(frame.height) : Array(0..<frame.height)
    let width = bitmap.width
    bitmap.withUnsafeMutableBytes { bytes in
      let pixels = bytes.bindMemory(to: UInt32.self)
      var source = 0
      for row in rows {
        let start = (frame.top + row) * width + frame.left
        for column in 0..<frame.width {
          pixels[start + column] = frame.palette[Int(indices[source])].word
          source += 1
        }
      }
    }
  }

  /// The order of the rows in the file (GIF89a, appendix E).
  private static func interlacedRows(_ height: Int) -> [Int] {
    [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: height, by: step))
    }
  }
}
