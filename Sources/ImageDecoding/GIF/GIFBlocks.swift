internal import Pixels

/// The blocks of a GIF (GIF89a specification), walked from frame to frame.
struct GIFBlocks {
  /// Columns of the logical screen; 0 where a writer left it out.
  let screenWidth: Int
  /// Rows of the logical screen; 0 where a writer left it out.
  let screenHeight: Int
  /// How often all frames are to be shown, as far as the blocks behind us say; 0 is for ever.
  private(set) var loopCount = 1

  private let file: FileBytes
  private let globalPalette: FileBytes
  private var offset = 13  // behind the header and the logical screen descriptor
  private var control = GIFFrame.Control()

  init(_ file: FileBytes) throws(DecodingError) {
    guard let width = file.u16(6, .little), let height = file.u16(8, .little), let flags = file[10],
      let palette = Self.palette(in: file, at: offset, flags: flags)
    else { throw .truncated(.gif) }
    (screenWidth, screenHeight) = (width, height)
    self.file = file
    globalPalette = palette
    offset += palette.count
  }

  private static func palette(in file: FileBytes, at offset: Int, flags: UInt8) -> FileBytes? {
    file.part(from: offset, count: flags & 0x80 != 0 ? 3 * (2 << Int(flags & 7)) : 0)
  }

  private func required<T>(_ value: T?) throws(DecodingError) -> T {
    guard let value else { throw .truncated(.gif) }
    return value
  }

  /// The next frame, with all of its data there; nil at the trailer.
  mutating func nextFrame() throws(DecodingError) -> GIFFrame? {
    while true {
      let block = try required(file[offset])
      offset += 1
      switch block {
      case 0x2C: return try readFrame()
      case 0x3B: return nil
      case 0x21: try readExtension()
      case 0x00: continue  // padding that some writers leave
      default: throw .corrupt(.gif, "an unknown kind of block")
      }
    }
  }

  private mutating func readExtension() throws(DecodingError) {
    let label = try required(file[offset])
    offset += 1
    if label == 0xF9, file[offset] == 4 {
      control = GIFFrame.Control(file.dropping(offset + 1))
    } else if label == 0xFF, file[offset] == 11 {
      readApplication()
    }
    try skipSubBlocks()
  }

  /// The repetitions, which browsers count without the first showing (Netscape Navigator 2.0).
  private mutating func readApplication() {
    guard file.has("NETSCAPE2.0", at: offset + 1) || file.has("ANIMEXTS1.0", at: offset + 1),
      file.has([3, 1], at: offset + 12), let repetitions = file.u16(offset + 14, .little)
    else { return }
    loopCount = repetitions == 0 ? 0 : repetitions + 1
  }

  private mutating func readFrame() throws(DecodingError) -> GIFFrame {
    let descriptor = try required(file.part(from: offset, count: 9))
    offset += 9
    let flags = try required(descriptor[8])
    let localPalette = try required(Self.palette(in: file, at: offset, flags: flags))
    offset += localPalette.count
    let codeSize = Int(try required(file[offset]))
    offset += 1
    let dataOffset = offset
    try skipSubBlocks()
    defer { control = GIFFrame.Control() }
    return GIFFrame(
      area: PixelRect(
        x: try required(descriptor.u16(0, .little)), y: try required(descriptor.u16(2, .little)),
        width: try required(descriptor.u16(4, .little)),
        height: try required(descriptor.u16(6, .little))),
      isInterlaced: flags & 0x40 != 0, control: control,
      palette: localPalette.count == 0 ? globalPalette : localPalette, codeSize: codeSize,
      subBlocks: try required(file.part(from: dataOffset, count: offset - dataOffset)))
  }

  private mutating func skipSubBlocks() throws(DecodingError) {
    while true {
      let size = Int(try required(file[offset]))
      offset += 1
      if size == 0 { return }
      _ = try required(file.part(from: offset, count: size))
      offset += size
    }
  }
}
