internal import Pixels

/// What stands in front of the pixels of a PNG, as far as animations need it.
struct PNGHeader {
  /// What `acTL` says (PNG specification, third edition, 11.3.6.1).
  struct AnimationControl {
    let frameCount: Int
    /// Passes; 0 is for ever.
    let loopCount: Int
  }

  private(set) var animationControl: AnimationControl?
  private let ihdr: FileBytes
  private var palette: FileBytes?
  private var transparency: FileBytes?

  init(_ file: FileBytes) throws(DecodingError) {
    var chunks = PNGChunks(file)
    guard let first = try chunks.next(), first.isNamed("IHDR"), first.data.count == 13 else {
      throw .corrupt(.png, "it has no header")
    }
    ihdr = first.whole
    while let chunk = try chunks.next(), !chunk.isNamed("IDAT") {
      if chunk.isNamed("PLTE") { palette = chunk.whole }
      if chunk.isNamed("tRNS") { transparency = chunk.whole }
      if chunk.isNamed("acTL"), let frameCount = chunk.data.u32(0, .big),
        let loopCount = chunk.data.u32(4, .big)
      {
        animationControl = AnimationControl(frameCount: frameCount, loopCount: loopCount)
      }
    }
  }

  /// All of the picture; its sides are not checked.
  var size: PixelRect {
    PixelRect(x: 0, y: 0, width: ihdr.u32(8, .big) ?? 0, height: ihdr.u32(12, .big) ?? 0)
  }

  /// A PNG with this header, that frame's size and data, and no checksums.
  func file(of frame: PNGFrame) throws(DecodingError) -> [UInt8] {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes.append(contentsOf: ihdr.raw)
    for (place, side) in [(16, frame.control.area.width), (20, frame.control.area.height)] {
      for index in 0..<4 { bytes[place + index] = UInt8(side >> (24 - index * 8) & 255) }
    }
    for chunk in [palette, transparency] {
      if let chunk { bytes.append(contentsOf: chunk.raw) }
    }
    try append(frame, to: &bytes)
    bytes.append(contentsOf: [0, 0, 0, 0] + Array("IEND".utf8) + [0, 0, 0, 0])
    return bytes
  }

  private func append(_ frame: PNGFrame, to bytes: inout [UInt8]) throws(DecodingError) {
    var chunks = frame.chunks
    for _ in 0..<frame.chunkCount {
      guard let chunk = try chunks.next() else { return }
      if chunk.isNamed("IDAT") {
        bytes.append(contentsOf: chunk.whole.raw)
      } else if chunk.isNamed("fdAT") {
        let data = chunk.data.dropping(4)  // behind the number
        bytes.append(contentsOf: (0..<4).map { UInt8(data.count >> (24 - $0 * 8) & 255) })
        bytes.append(contentsOf: Array("IDAT".utf8))
        bytes.append(contentsOf: data.raw)
        bytes.append(contentsOf: [0, 0, 0, 0])
      }
    }
  }
}
