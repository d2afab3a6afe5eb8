import FrameStreams

/// Takes bytes apart as a stream: whatever they are, and whatever pieces they come in, the same
/// pictures are found in them, and the same is wrong with them.
enum StreamCheck {
  /// The first byte names the format, the second one the size of the pieces.
  ///
  /// - Returns: whether there is a whole picture.
  static func check(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2 else { return false }
    let formats = StreamFormat.allCases
    let format = formats[Int(bytes[0]) % formats.count]
    let stream = Array(bytes.dropFirst(2))
    let whole = Findings(in: stream, format, pieceSize: stream.count)
    let pieces = Findings(in: stream, format, pieceSize: Int(bytes[1]) % 64 + 1)
    precondition(whole == pieces, "\(whole) is not \(pieces)")
    return !whole.pictures.isEmpty
  }

  private struct Findings: Equatable {
    /// Where pictures begin and end in the stream.
    var pictures: [Range<Int>] = []
    var problem: String?

    init(in stream: [UInt8], _ format: StreamFormat, pieceSize: Int) {
      var scanner = UnitScanner(format)
      var (position, start) = (0, 0)
      do throws(StreamError) {
        while position < stream.count {
          let end = min(stream.count, (position / pieceSize + 1) * pieceSize)
          let scan = try scanner.scan(Array(stream[position..<end]).span)
          precondition((0...end - position).contains(scan.count), "\(scan.count) of a piece")
          precondition(scan.picture.upperBound <= scan.count && scanner.knownDistance >= 0)
          if scan.isBeginning { start = position + scan.picture.lowerBound }
          position += scan.count
          if scan.isEnd {
            pictures.append(start..<position)
            start = position
          }
        }
      } catch {
        problem = error.description
      }
    }
  }
}
