internal import Pixels

/// What stands in front of the pixels of a PNG and tells how to read them.
struct PNGHeader {
  /// What `acTL` says (PNG specification, third edition, 11.3.6.1).
  struct AnimationControl {
    let frameCount: Int
    /// Passes; 0 is for ever.
    let loopCount: Int
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private(set) var animationControl: AnimationControl?
  private let ihdr: PNGChunks.Chunk
  private var palette: PNGChunks.Chunk?
  private var transparency: PNGChunks.Chunk?
  private(set) var colors = PNGColors()

  init(_ file: FileBytes) throws(DecodingError) {
    var chunks = PNGChunks(file)
    guard let first = try chunks.next(), first.isNamed("IHDR"), first.data.count == 13 else {
      throw .corrupt(.png, "it has no header")
    }
    ihdr = first
    while let chunk = try chunks.next(), !chunk.isNamed("IDAT") { keep(chunk) }
    if colorType == .palette, palette == nil { throw .corrupt(.png, "it has no palette") }
  }

  /// Keeps what counts: beside colors, a palette is a suggestion; a damaged remark is ignored.
  private mutating func keep(_ chunk: PNGChunks.Chunk) {
    if chunk.isNamed("PLTE"), colorType == .palette, palette == nil {
      palette = chunk
    } else if chunk.isNamed("tRNS"), transparency == nil, hasSoundLength(chunk),
      chunk.hasRightChecksum
    {
      transparency = chunk
    } else if chunk.isNamed("acTL"), let frameCount = chunk.data.u32(0, .big),
      let loopCount = chunk.data.u32(4, .big)
    {
      animationControl = AnimationControl(frameCount: frameCount, loopCount: loopCount)
    } else {
      colors.keep(chunk)
    }
  }

  /// Bits a sample.
  var depth: Int { ihdr.data[8].map(Int.init) ?? 0 }

  /// Whether it has gray alone, with alpha or without.
  var isGray: Bool { ihdr.data[9] == 0 || ihdr.data[9] == 4 }

  /// Whether pixels may be transparent, by alpha of their own or by their color.
  var hasTransparency: Bool { colorType == nil || transparency != nil }

  /// Color type (PNG specification, 11.2.1).
  private enum ColorType: UInt8 { case gray = 0, color = 2, palette = 3 }

  /// Nil for the types with alpha.
  private var colorType: ColorType? { ihdr.data[9].flatMap(ColorType.init(rawValue:)) }

  /// Whether `tRNS` suits the colors (PNG specification, 11.3.1.1); a palette has to be there
  /// first.
  private func hasSoundLength(_ chunk: PNGChunks.Chunk) -> Bool {
    switch colorType {
    case .gray: chunk.data.count == 2
    case .color: chunk.data.count == 6
    case .palette: chunk.data.count >= 1 && chunk.data.count * 3 <= palette?.data.count ?? 0
    case nil: false
    }
  }

  /// All of the picture; its sides are not checked.
  var size: PixelRect {
    PixelRect(x: 0, y: 0, width: ihdr.data.u32(0, .big) ?? 0, height: ihdr.data.u32(4, .big) ?? 0)
  }

  /// The parts of a PNG in front of its data.
  var parts: [FileBytes] {
    [ihdr.whole] + [palette, transparency].compactMap { $0?.whole }
  }

  /// The chunks of a PNG with this header, that frame's size and data, and no checksums.
  func chunks(of frame: PNGFrame) throws(DecodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts { unsafe bytes.append(contentsOf: part.raw) }
    for (place, side) in [(8, frame.control.area.width), (12, frame.control.area.height)] {
      for index in 0..<4 { bytes[place + index] = UInt8(side >> (24 - index * 8) & 255) }
    }
    try append(frame, to: &bytes)
    return bytes
  }

  private func append(_ frame: PNGFrame, to bytes: inout [UInt8]) throws(DecodingError) {
    var chunks = frame.chunks
    for _ in 0..<frame.chunkCount {
      guard let chunk = try chunks.next() else { return }
      if chunk.isNamed("IDAT") {
        unsafe bytes.append(contentsOf: chunk.whole.raw)
      } else if chunk.isNamed("fdAT") {
        let data = chunk.data.dropping(4)  // behind the number
        bytes.append(contentsOf: (0..<4).map { UInt8(data.count >> (24 - $0 * 8) & 255) })
        bytes.append(contentsOf: Array("IDAT".utf8))
        unsafe bytes.append(contentsOf: data.raw)
        bytes.append(contentsOf: [0, 0, 0, 0])
      }
    }
  }
}
