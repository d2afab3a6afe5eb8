internal import Pixels

/// Finds the frames of an animated PNG, and holds each chunk to its place.
struct PNGFrameWalk {
  private let canvas: PixelRect
  private var chunks: PNGChunks
  private var sequence = 0
  private var isFirst = true

  init(_ file: FileBytes, canvas: PixelRect) {
    self.canvas = canvas
    chunks = PNGChunks(file)
  }

  /// The next frame, with its data there; nil behind the last.
  ///
  /// Data in front of the first frame is the picture for those who know no animation.
  mutating func next() throws(DecodingError) -> PNGFrame? {
    while let chunk = try chunks.next() {
      if chunk.isNamed("fcTL") { return try readFrame(chunk) }
      if chunk.isNamed("fdAT") { throw .corrupt(.png, "a frame's data is not in its place") }
    }
    return nil
  }

  private mutating func readFrame(_ chunk: PNGChunks.Chunk) throws(DecodingError) -> PNGFrame {
    try count(chunk)
    var frame = PNGFrame(control: try PNGFrameControl(chunk.data, in: canvas), chunks: chunks)
    while true {
      var ahead = chunks
      guard let chunk = try ahead.next(), !chunk.isNamed("fcTL") else { break }
      chunks = ahead
      frame.chunkCount += 1
      try add(chunk, to: &frame)
    }
    guard frame.dataName != nil else { throw .corrupt(.png, "a frame has no data") }
    isFirst = false
    return frame
  }

  private mutating func add(
    _ chunk: PNGChunks.Chunk, to frame: inout PNGFrame
  ) throws(DecodingError) {
    let isPlain = chunk.isNamed("IDAT")
    guard isPlain || chunk.isNamed("fdAT") else { return }
    let name = isPlain ? "IDAT" : "fdAT"
    if !isPlain { try count(chunk) }
    guard frame.dataName ?? name == name, !isPlain || isFirst && frame.control.area == canvas else {
      throw .corrupt(.png, "a frame's data is not in its place")
    }
    frame.dataName = name
  }

  /// The chunks of the frames are numbered, so that a program that moved them is found out.
  private mutating func count(_ chunk: PNGChunks.Chunk) throws(DecodingError) {
    guard chunk.data.u32(0, .big) == sequence else {
      throw .corrupt(.png, "its frames are out of order")
    }
    sequence += 1
  }
}
