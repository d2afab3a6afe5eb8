internal import Pixels

/// The parts of a PNG that make its still picture, checked: all critical chunks, and no others.
struct PNGStill {
  let header: PNGHeader
  private(set) var orientation = Orientation.upright
  private var data: [FileBytes] = []
  /// Whether something stands behind the picture's data.
  private var isDataOver = false

  init(_ file: FileBytes, header: PNGHeader) throws(DecodingError) {
    self.header = header
    var chunks = PNGChunks(file)
    if let first = try chunks.next() { try requireSound(first) }
    while let chunk = try chunks.next() {
      if chunk.isNamed("IHDR") { throw .corrupt(.png, "it has two headers") }
      try keep(chunk)
    }
    if data.isEmpty { throw .truncated(.png) }
  }

  /// What libspng has to read, one part after the other.
  var parts: [FileBytes] { header.parts + data }

  private mutating func keep(_ chunk: PNGChunks.Chunk) throws(DecodingError) {
    if chunk.isCritical { try requireSound(chunk) }
    if chunk.isNamed("IDAT") {
      if isDataOver { throw .corrupt(.png, "its data is interrupted") }
      data.append(chunk.whole)
    } else {
      isDataOver = !data.isEmpty
      if chunk.isNamed("eXIf"), orientation == .upright, chunk.hasRightChecksum {
        orientation = Orientation(exif: chunk.data)
      }
    }
  }

  private func requireSound(_ chunk: PNGChunks.Chunk) throws(DecodingError) {
    guard chunk.hasRightChecksum else { throw .corrupt(.png, "a checksum does not match") }
    guard ["IHDR", "PLTE", "IDAT"].contains(where: chunk.isNamed) else {
      throw .corrupt(.png, "unknown critical chunk")
    }
  }
}
