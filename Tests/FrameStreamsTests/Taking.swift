import FrameStreams

/// Takes a whole stream apart, given in pieces of `pieceSize` bytes, as a reader would.
///
/// - Returns: the pictures, and what was kept of one that the end of the stream cuts.
func pictures(
  in stream: [UInt8], _ scanner: UnitScanner, pieceSize: Int
) throws(StreamError) -> (whole: [[UInt8]], rest: [UInt8]) {
  var scanner = scanner
  var whole: [[UInt8]] = []
  var kept: [UInt8] = []
  var start = 0
  while start < stream.count {
    var piece = stream[start..<min(start + pieceSize, stream.count)]
    start += piece.count
    while !piece.isEmpty {
      let scan = try scanner.scan(Array(piece).span)
      if scan.isBeginning { kept = [] }
      kept += Array(piece)[scan.picture]
      piece = piece.dropFirst(scan.count)
      if scan.isEnd {
        whole.append(kept)
        kept = []
      }
    }
  }
  return (whole, kept)
}
