internal import FrameStreams

/// Memory for one picture of a stream, as its source gave it.
///
/// Handed from the thread that reads to the one that publishes and back, and used by one of them at
/// a time: `StreamMailbox` sees to that, which is why it may be sent.
final class StreamBuffer: @unchecked Sendable {
  var bytes = InputBytes()
  /// Where in `bytes` the picture lies.
  var picture = 0..<0
  /// The header that it belongs to, in a YUV4MPEG2 stream.
  var header: Y4MHeader?
  /// When the picture's first byte came, since the epoch; nil before that.
  var arrival: Duration?
  /// Whether it was read from a file that has been read to its end before.
  var isRepeated = false

  /// Forgets what it holds, and keeps the memory.
  func clear() {
    bytes.clear()
    picture = 0..<0
    header = nil
    arrival = nil
    isRepeated = false
  }

  /// The picture's bytes; the pointer ends with `body`.
  func withPicture<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try bytes.withUnsafeBytes { (bytes) throws(E) in
      try body(UnsafeRawBufferPointer(rebasing: bytes[picture]))
    }
  }
}
