private import CommandLineFiles
internal import FrameStreams
internal import Linux
private import SystemPackage

/// Reads a stream to its end, and delivers each whole picture to a mailbox. It runs in a thread of
/// its own, so that a source is read however long a picture takes to be decoded.
final class StreamReader: Sendable {
  /// What the stream is made of.
  enum Format: Sendable {
    /// To be told from its first bytes.
    case auto
    case known(StreamFormat)
    case raw(RawLayout)
  }

  /// What it may cost.
  struct Limits: Sendable {
    let pixels: Int
    /// Bytes of one picture as it comes.
    let byteCount: Int
  }

  private let descriptor: CInt
  private let format: Format
  private let limits: Limits
  /// Whether a file is read again from its start when it has ended.
  private let isLooping: Bool
  private let mailbox: StreamMailbox

  /// As much as is read at once where it is not known how much belongs to a picture: a pipe's usual
  /// capacity (pipe(7)).
  private static let pieceByteCount = 65_536

  /// - Parameter descriptor: stays its owner's, which must outlive the reading.
  init(
    _ descriptor: CInt, as format: Format, limits: Limits, isLooping: Bool,
    into mailbox: StreamMailbox
  ) {
    self.descriptor = descriptor
    self.format = format
    self.limits = limits
    self.isLooping = isLooping
    self.mailbox = mailbox
  }

  /// Reads until the stream ends, for whatever reason.
  func run() {
    do throws(StreamEnding) {
      try awaitWriter()
      var isRepeated = false
      repeat {
        try readOnce(isRepeated: isRepeated)
        isRepeated = true
      } while isLooping && FileOffset.rewind(descriptor)
      mailbox.end(.finished)
    } catch {
      mailbox.end(error)
    }
  }

  private func awaitWriter() throws(StreamEnding) {
    do throws(SystemError) { try FirstBytes.await(from: descriptor) } catch {
      throw .system(error.errno)
    }
  }

  private func readOnce(isRepeated: Bool) throws(StreamEnding) {
    var reading = Reading(
      mailbox.takeSpare(), try scanner(reading: nil), isRepeated: isRepeated)
    while true {
      let start = reading.buffer.bytes.count
      guard try read(into: &reading) else { break }
      if reading.scanner == nil {
        reading.forgetPadding()
        var found = try scanner(reading: reading.buffer)
        found?.pass(padding: reading.paddingCount)
        reading.scanner = found
      }
      if reading.scanner != nil { try scan(&reading, from: reading.hasScanned ? start : 0) }
    }
    try checkEnd(reading)
  }

  /// A picture that is being read.
  private struct Reading {
    var buffer: StreamBuffer
    /// Nil until enough has come to tell the format.
    var scanner: UnitScanner?
    /// Where the picture begins; what stands before that is of no use.
    var start = 0
    var hasScanned = false
    /// When bytes came last, since the epoch.
    var lastArrival = Duration.zero
    let isRepeated: Bool
    /// Whether a picture came before it.
    var isLater = false
    /// Bytes of padding that were forgotten before the format was known.
    private(set) var paddingCount = 0
    var isEmpty: Bool { buffer.bytes.count == 0 && !hasScanned && paddingCount == 0 }
    /// Where in the stream the picture begins; all bytes of the buffer have been looked at.
    var offset: Int { scanner.map { $0.offset - buffer.bytes.count + start } ?? paddingCount }
    /// How many bytes of the picture have come.
    var byteCount: Int { buffer.bytes.count - start }

    init(_ buffer: StreamBuffer, _ scanner: UnitScanner?, isRepeated: Bool) {
      self.buffer = buffer
      self.scanner = scanner
      self.isRepeated = isRepeated
    }

    /// Before the format is known: forgets padding, unless it is so little that it may begin a file
    /// of a kind that messages name.
    mutating func forgetPadding() {
      let count = buffer.bytes.withUnsafeBytes { bytes in
        bytes.firstIndex { !Padding.contains($0) } ?? bytes.count
      }
      guard count >= ConverterHint.headByteCount else { return }
      paddingCount += count
      forget(count)
    }

    /// Nothing before that byte of the buffer belongs to a picture.
    mutating func forget(_ count: Int) {
      buffer.bytes.removeFirst(count)
      buffer.arrival = buffer.bytes.count > 0 ? lastArrival : nil
      start = 0
    }
  }

  /// Nil where more bytes are needed to tell.
  private func scanner(reading buffer: StreamBuffer?) throws(StreamEnding) -> UnitScanner? {
    switch format {
    case .known(let format): return UnitScanner(format)
    case .raw(let layout):
      try check(width: layout.width, height: layout.height)
      return UnitScanner(layout)
    case .auto:
      guard let buffer else { return nil }
      let beginning = buffer.bytes.withUnsafeBytes { bytes in
        Array(bytes.drop(while: Padding.contains).prefix(StreamFormat.headByteCount))
      }
      if let format = StreamFormat(sniffing: beginning.span) { return UnitScanner(format) }
      guard beginning.count < StreamFormat.headByteCount else {
        throw .unknown(head: Self.head(of: buffer))
      }
      return nil
    }
  }

  private static func head(of buffer: StreamBuffer) -> [UInt8] {
    buffer.bytes.withUnsafeBytes { Array($0.prefix(ConverterHint.headByteCount)) }
  }

  private func check(width: Int, height: Int) throws(StreamEnding) {
    guard width * height <= limits.pixels else { throw .tooLarge(width: width, height: height) }
  }

  /// Reads once, and waits for that; false at the end.
  private func read(into reading: inout Reading) throws(StreamEnding) -> Bool {
    let buffer = reading.buffer
    let distance = reading.scanner?.knownDistance ?? 0
    guard limits.byteCount - reading.byteCount >= distance else {
      throw .broken(.tooLong(offset: reading.offset, limit: limits.byteCount))
    }
    let count = distance > 0 ? distance : Self.pieceByteCount
    // Memory is taken as it is filled: a header may announce anything.
    let room = min(count, max(Self.pieceByteCount, buffer.bytes.count))
    guard buffer.bytes.reserve(buffer.bytes.count + room) else { throw .noMemory }
    do throws(ReadingError) {
      guard try buffer.bytes.readSome(descriptor, atMost: count) else { return false }
      reading.lastArrival = .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch()))
      if buffer.arrival == nil { buffer.arrival = reading.lastArrival }
      return true
    } catch {
      guard case .system(let code) = error else { throw .noMemory }
      throw .system(code)
    }
  }

  /// Looks at what has come from `position` on, and delivers the pictures that are whole.
  private func scan(_ reading: inout Reading, from position: Int) throws(StreamEnding) {
    reading.hasScanned = true
    var position = position
    while position < reading.buffer.bytes.count, var scanner = reading.scanner {
      let known = scanner.y4mHeader
      let scan: UnitScanner.Scan
      do throws(StreamError) {
        scan = try reading.buffer.bytes.withUnsafeBytes { (bytes) throws(StreamError) in
          try scanner.scan(Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[position...])))
        }
      } catch {
        throw .broken(error)
      }
      reading.scanner = scanner
      if let header = scanner.y4mHeader, header != known {
        try check(width: header.width, height: header.height)
      }
      position += scan.count
      if scan.isBeginning {
        position -= begin(&reading, at: position - scan.count + scan.picture.lowerBound)
      }
      if scan.isEnd {
        try deliver(&reading, end: position, scanner.y4mHeader)
        position = 0
      }
    }
  }

  /// The picture begins at that byte of the buffer. What came before it may go on for as long as
  /// its sender likes, and is forgotten: at once where none of the picture has come yet, otherwise
  /// when there is enough of it to be worth a copy of what stays.
  ///
  /// - Returns: how many bytes were forgotten.
  private func begin(_ reading: inout Reading, at start: Int) -> Int {
    reading.start = start
    reading.buffer.arrival = reading.lastArrival
    guard reading.byteCount == 0 || start >= Self.pieceByteCount else { return 0 }
    reading.forget(start)
    return start
  }

  /// Hands a picture over; what came behind it goes into the next one's memory.
  private func deliver(
    _ reading: inout Reading, end: Int, _ header: Y4MHeader?
  ) throws(StreamEnding) {
    let buffer = reading.buffer
    let next = mailbox.takeSpare()
    let isCopied = buffer.bytes.withUnsafeBytes { bytes in
      next.bytes.append(UnsafeRawBufferPointer(rebasing: bytes[end...]))
    }
    guard isCopied else { throw .noMemory }
    buffer.picture = reading.start..<end
    buffer.header = header
    buffer.isRepeated = reading.isRepeated
    next.arrival = next.bytes.count > 0 ? reading.lastArrival : nil
    reading.buffer = next
    reading.start = 0
    reading.isLater = true
    do throws(SystemError) { try mailbox.deliver(buffer) } catch { throw .system(error.errno) }
  }

  /// What the end of the source means where it has come.
  private func checkEnd(_ reading: Reading) throws(StreamEnding) {
    if reading.isEmpty { throw .empty }
    guard let scanner = reading.scanner else {
      let head = Self.head(of: reading.buffer)
      if head.allSatisfy(Padding.contains) { throw .pictureless }
      throw .unknown(head: head)
    }
    if scanner.isInside { throw .cut(byteCount: reading.byteCount) }
    if !reading.isLater { throw .pictureless }
  }
}
