private import Linux
private import SystemPackage

/// Gathers the bytes of a file, and hands them on in large pieces.
final class EncodedOutput {
  private static let capacity = 256 << 10

  private let sink: (UnsafeRawBufferPointer) throws(EncodingError) -> Void
  private var gathered: [UInt8] = []
  /// The first failure; nothing is handed on after it.
  private(set) var failure: EncodingError?

  init(_ sink: @escaping (UnsafeRawBufferPointer) throws(EncodingError) -> Void) {
    self.sink = sink
    gathered.reserveCapacity(Self.capacity)
  }

  /// - Parameter descriptor: stays its owner's.
  convenience init(descriptor: CInt) {
    self.init { (bytes) throws(EncodingError) in
      do throws(SystemError) { try Linux.writeAll(bytes, to: descriptor) } catch {
        throw .write(errno: error.errno.rawValue)
      }
    }
  }

  func append(_ bytes: [UInt8]) throws(EncodingError) {
    try bytes.span.bytes.withUnsafeBytes { (bytes) throws(EncodingError) in try append(bytes) }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(EncodingError) {
    if gathered.count + bytes.count > Self.capacity { try flush() }
    if bytes.count > Self.capacity {
      try handOn(bytes)
    } else {
      gathered.append(contentsOf: bytes)
    }
  }

  func flush() throws(EncodingError) {
    defer { gathered.removeAll(keepingCapacity: true) }
    try gathered.span.bytes.withUnsafeBytes { (bytes) throws(EncodingError) in
      try handOn(bytes)
    }
  }

  private func handOn(_ bytes: UnsafeRawBufferPointer) throws(EncodingError) {
    if let failure { throw failure }
    do throws(EncodingError) { try sink(bytes) } catch {
      failure = error
      throw error
    }
  }
}
