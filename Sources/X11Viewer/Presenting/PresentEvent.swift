import CPresent

/// An event of the Present extension, at the offsets of presentproto.txt. With the first 32 bytes
/// stands, by xcb's doing, the whole serial of the last request.
enum PresentEvent: Equatable {
  /// A present is over, or with another `kind` a vertical blank has come that was asked for.
  case complete(kind: Int, mode: Int, serial: UInt32, microseconds: UInt64, count: UInt64)
  case idle(serial: UInt32, pixmap: UInt32)
  case other

  /// - Parameter bytes: Of an event as xcb gives it, 44 at least.
  init(_ bytes: UnsafeRawBufferPointer) {
    switch Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)) {
    case Int(CPRESENT_COMPLETE_NOTIFY):
      self = .complete(
        kind: Int(bytes[10]), mode: Int(bytes[11]),
        serial: bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self),
        microseconds: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self),
        count: bytes.loadUnaligned(fromByteOffset: 36, as: UInt64.self))
    case Int(CPRESENT_IDLE_NOTIFY):
      self = .idle(
        serial: bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self),
        pixmap: bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self))
    default: self = .other
    }
  }

  /// Bytes of the events that are read; an event that tells less has none behind them.
  static let byteCount = 44
}
