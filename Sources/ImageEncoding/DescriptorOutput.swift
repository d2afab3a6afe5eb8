private import Linux
private import SystemPackage

/// Gathers bytes, and writes them to a descriptor that somebody else owns.
final class DescriptorOutput {
  private static let capacity = 256 << 10

  private let descriptor: CInt
  private var gathered: [UInt8] = []
  /// The first failure; nothing is written after it.
  private(set) var failure: EncodingError?

  init(_ descriptor: CInt) {
    self.descriptor = descriptor
    gathered.reserveCapacity(Self.capacity)
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(EncodingError) {
    if gathered.count + bytes.count > Self.capacity { try flush() }
    if bytes.count > Self.capacity {
      try writeAll(bytes)
    } else {
      gathered.append(contentsOf: bytes)
    }
  }

  func flush() throws(EncodingError) {
    defer { gathered.removeAll(keepingCapacity: true) }
    try gathered.span.bytes.withUnsafeBytes { (bytes) throws(EncodingError) in
      try writeAll(bytes)
    }
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) throws(EncodingError) {
    if let failure { throw failure }
    do throws(SystemError) { try Linux.writeAll(bytes, to: descriptor) } catch {
      let failure = EncodingError.write(errno: error.errno.rawValue)
      self.failure = failure
      throw failure
    }
  }
}
