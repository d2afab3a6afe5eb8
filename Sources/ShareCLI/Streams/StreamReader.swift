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
      repeat { try readOnce() } while isLooping && FileOffset.rewind(descriptor)
      mailbox.end(.finished)
    } catch {
      mailbox.end(error)
    }
  }

  private func readOnce() throws(StreamEnding) {
    var reading = Reading(buffer: mailbox.takeSpare(), scanner: try scanner(reading: nil))
    while true {
      let start = reading.buffer.bytes.count
      guard try read(into: reading) else { break }
      if reading.scanner == nil { reading.scanner = try scanner(reading: reading.buffer) }
      if reading.scanner != nil { try scan(&reading, from: reading.hasScanned ? start : 0) }
    }
    try checkEnd(reading)
  }

  /// A picture that is being read.
  private struct Reading {
    var buffer: StreamBuffer
    /// Nil until enough has come to tell the format.
    var scanner: UnitScanner?
    /// Where the picture begins.
    var start = 0
    var hasScanned = false
    /// Whether a picture came before it.
    var isLater = false
    var isEmpty: Bool { buffer.bytes.count == 0 && !hasScanned }
    /// Where in the stream the picture begins; all bytes of the buffer have been looked at.
    var offset: Int { scanner.map { $0.offset - buffer.bytes.count + start } ?? 0 }
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
      let head = Self.head(of: buffer)
      if let format = StreamFormat(sniffing: head.span) { return UnitScanner(format) }
      if head.count >= StreamFormat.headByteCount { throw .unknown(head: head) }
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
  private func read(into reading: Reading) throws(StreamEnding) -> Bool {
    let buffer = reading.buffer
    let distance = reading.scanner?.knownDistance ?? 0
    guard limits.byteCount - buffer.bytes.count >= distance else {
      throw .broken(.tooLong(offset: reading.offset, limit: limits.byteCount))
    }
    let count = distance > 0 ? distance : Self.pieceByteCount
    // Memory is taken as it is filled: a header may announce anything.
    let room = min(count, max(Self.pieceByteCount, buffer.bytes.count))
    guard buffer.bytes.reserve(buffer.bytes.count + room) else { throw .noMemory }
    do throws(ReadingError) {
      return try buffer.bytes.readSome(descriptor, atMost: count)
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
      if scan.isBeginning { reading.start = position + scan.picture.lowerBound }
      position += scan.count
      if scan.isEnd {
        try deliver(&reading, end: position, scanner.y4mHeader)
        position = 0
      }
    }
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
    buffer.arrival = .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch()))
    reading.buffer = next
    reading.start = 0
    reading.isLater = true
    do throws(SystemError) { try mailbox.deliver(buffer) } catch { throw .system(error.errno) }
  }

  /// What the end of the source means where it has come.
  private func checkEnd(_ reading: Reading) throws(StreamEnding) {
    if reading.isEmpty { throw .empty }
    guard let scanner = reading.scanner else {
      throw .unknown(head: Self.head(of: reading.buffer))
    }
    let rest = reading.buffer.bytes.count - reading.start
    if scanner.isInside, rest > 0 { throw .cut(byteCount: rest) }
    if !reading.isLater { throw .pictureless }
  }
}
