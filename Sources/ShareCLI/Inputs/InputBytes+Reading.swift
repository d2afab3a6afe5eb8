private import ImageDecoding
private import Linux
internal import SystemPackage

extension InputBytes {
  /// Above this no format that is known holds a picture within the default limits.
  static let maximumByteCount = 4 << 30

  /// Bytes that a slow network brings within any patience.
  static let pieceByteCount = 256 << 10

  /// Reads as many bytes as `ImageType` needs, or all if there are fewer; no more than arrive where
  /// they begin a picture whose end can be told, since nothing may come behind it for long.
  mutating func readHead(_ descriptor: CInt) throws(ReadingError) {
    try reserveOrThrow(ImageType.headByteCount)
    while count < ImageType.headByteCount, !beginsPicture, try read(descriptor) {}
  }

  /// Reads on until the end.
  ///
  /// - Parameters:
  ///   - expected: the size of the whole; a guess, since files grow and shrink.
  ///   - pieceByteCount: the most that is asked for at once.
  ///   - progress: called after each piece.
  mutating func readToEnd(
    _ descriptor: CInt, expected: Int, pieceByteCount: Int = .max, _ progress: () -> Void = {}
  ) throws(ReadingError) {
    // One byte more than the size, so that the end is met without growing.
    try reserveOrThrow(max(count, expected) + 1)
    while count <= byteLimit {
      if room == 0 { try reserveOrThrow(count + count / 2) }
      guard try read(descriptor, atMost: pieceByteCount) else { return }
      progress()
    }
    throw .tooLong(limit: byteLimit)
  }

  /// Reads once, at most that many bytes into the room that there is, and waits for that; false at
  /// the end.
  mutating func readSome(_ descriptor: CInt, atMost limit: Int) throws(ReadingError) -> Bool {
    try read(descriptor, atMost: limit)
  }

  /// Reads once, and makes room for that; false at the end.
  mutating func readPiece(_ descriptor: CInt) throws(ReadingError) -> Bool {
    guard count <= byteLimit else { throw .tooLong(limit: byteLimit) }
    if room == 0 { try reserveOrThrow(max(count + count / 2, 65_536)) }
    return try read(descriptor)
  }

  private mutating func reserveOrThrow(_ capacity: Int) throws(ReadingError) {
    guard reserve(capacity) else { throw .noMemory }
  }

  /// Reads once, into the room that there is, and waits for that; false at the end.
  private mutating func read(
    _ descriptor: CInt, atMost limit: Int = .max
  ) throws(ReadingError) -> Bool {
    while true {
      var failure: SystemError?
      let count = append { room in
        let part = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, limit)])
        do throws(SystemError) { return try Linux::readSome(descriptor, into: part) } catch {
          failure = error
          return 0
        }
      }
      guard let failure else { return count > 0 }
      guard failure.errno == .resourceTemporarilyUnavailable else { throw .system(failure.errno) }
      // The parent may have made standard input non-blocking.
      _ = try? Readiness.readable.wait(on: descriptor)
    }
  }
}
