private import FrameStreams
private import ImageDecoding

extension InputBytes {
  /// How far to read behind a picture to know what comes after it; more than any padding that
  /// programs write, and enough for the first bytes of another picture.
  private static let lookahead = 256

  /// Whether the bytes begin a picture whose end can be told from its bytes.
  var beginsPicture: Bool { withUnsafeBytes { StreamFormat(head: $0) } != nil }

  /// Reads on from a source that may never end, as far as its picture goes and a little beyond.
  ///
  /// A type whose end its bytes do not tell is read to the end of the source, where a second
  /// picture is looked for.
  ///
  /// - Returns: false if another picture follows on it: then which of them is meant is not known.
  mutating func readPicture(_ descriptor: CInt) throws(ReadingError) -> Bool {
    guard var scanner = withUnsafeBytes({ StreamFormat(head: $0) }).map(UnitScanner.init) else {
      return try readBoxes(descriptor)
    }
    var position = 0
    while true {
      switch scan(from: position, by: &scanner) {
      case .ended(let end): return try !isFollowed(end, descriptor)
      case .goesOn where byteLimit - count < scanner.knownDistance:
        throw .tooLong(limit: byteLimit)  // as it says itself
      case .goesOn: position = count
      case .damaged:
        // For the decoder to judge, as it does with a file.
        try readToEnd(descriptor, expected: 0)
        return true
      }
      guard try readPiece(descriptor) else { return true }
    }
  }

  /// Reads to the end of the source, or to where a second file of boxes begins.
  ///
  /// - Returns: false if another picture follows on the first.
  private mutating func readBoxes(_ descriptor: CInt) throws(ReadingError) -> Bool {
    guard var scanner = withUnsafeBytes({ BoxScanner(head: Span(_unsafeBytes: $0)) }) else {
      try readToEnd(descriptor, expected: 0)
      return !withUnsafeBytes { SecondPicture.follows(in: $0) }
    }
    repeat {
      if withUnsafeBytes({ scanner.findsSecondFile(in: Span(_unsafeBytes: $0)) }) { return false }
    } while try readPiece(descriptor)
    guard let last = scanner.lastBox else { return true }
    return !withUnsafeBytes {
      SecondPicture.begins(in: UnsafeRawBufferPointer(rebasing: $0[last...]))
    }
  }

  private enum Scanned {
    case goesOn, damaged
    case ended(Int)
  }

  private func scan(from position: Int, by scanner: inout UnitScanner) -> Scanned {
    withUnsafeBytes { bytes in
      let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
      guard let scan = try? scanner.scan(Span(_unsafeBytes: rest)) else { return .damaged }
      return scan.isEnd ? .ended(position + scan.count) : .goesOn
    }
  }

  /// Whether another picture begins behind the first one, after padding or none.
  private mutating func isFollowed(
    _ end: Int, _ descriptor: CInt
  ) throws(ReadingError) -> Bool {
    while count < end + Self.lookahead, try readPiece(descriptor) {}
    return withUnsafeBytes { bytes in
      let rest = bytes[end...].drop(while: Padding.contains)
      return StreamFormat(head: UnsafeRawBufferPointer(rebasing: rest)) != nil
        || SecondPicture.begins(in: UnsafeRawBufferPointer(rebasing: bytes[end...]))
    }
  }
}

extension StreamFormat {
  /// The type of picture that bytes begin, if its end can be told; nil for streams.
  fileprivate init?(head: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(rebasing: head.prefix(Self.headByteCount))
    guard bytes.count == Self.headByteCount,
      let format = StreamFormat(sniffing: Span(_unsafeBytes: bytes)),
      format != .y4m, format != .multipart
    else { return nil }
    self = format
  }
}
