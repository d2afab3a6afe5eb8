private import Linux

/// A frame file's pixels in this process's memory, unmapped when the value goes.
///
/// Another process may truncate the file: what is touched then reads as zeros instead of killing
/// this process, and `wasTruncated` says so.
///
/// The memory itself is shared: code that hands a mapping to several threads keeps their rows
/// apart.
@safe final class FrameMapping: @unchecked Sendable {
  private let mapping: GuardedMapping

  /// Maps a file's header page and the pixels behind it.
  ///
  /// - Parameter pixelByteCount: of a frame, not of its file, which anybody may have extended.
  init(
    _ descriptor: CInt, pixelByteCount: Int, writing: Bool, path: @autoclosure () -> String
  ) throws(ChannelError) {
    do throws(SystemError) {
      mapping = try GuardedMapping(
        descriptor, byteCount: FrameInfo.pixelOffset + pixelByteCount, writing: writing,
        path: path())
    } catch {
      throw ChannelError(error)
    }
  }

  private var memory: UnsafeMutableRawBufferPointer { unsafe mapping.memory }

  /// Bytes of pixels and what follows them in the last page.
  var pixelByteCount: Int { unsafe memory.count - FrameInfo.pixelOffset }

  var wasTruncated: Bool { mapping.wasTruncated }

  /// Has all of it at hand; false where the kernel cannot.
  func populate() -> Bool { mapping.populate() }

  /// The number at `offset` of the header page, little-endian, as it is at this moment.
  func headerNumber(at offset: Int) -> UInt64 {
    precondition((0...FrameInfo.pixelOffset - 8).contains(offset), "offset \(offset)")
    return UInt64(littleEndian: unsafe memory.load(fromByteOffset: offset, as: UInt64.self))
  }

  /// A copy of the first `byteCount` bytes of the header page.
  func header(byteCount: Int) -> [UInt8] {
    precondition(byteCount <= FrameInfo.pixelOffset, "\(byteCount) bytes")
    return unsafe [UInt8](memory[..<byteCount])
  }

  /// The first `byteCount` bytes of pixels, for reading.
  func withPixels<R: ~Copyable, E: Error>(
    byteCount: Int, _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    let pixels = unsafe self.pixels(byteCount)
    return try body(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(pixels)))
  }

  /// The first `byteCount` bytes of pixels, for writing.
  func withMutablePixels<R: ~Copyable, E: Error>(
    from offset: Int = 0, byteCount: Int, _ body: (inout MutableRawSpan) throws(E) -> R
  ) throws(E) -> R {
    let all = unsafe self.pixels(offset + byteCount)
    let pixels = unsafe UnsafeMutableRawBufferPointer(rebasing: all[offset...])
    var span = unsafe MutableRawSpan(_unsafeBytes: pixels)
    return try body(&span)
  }

  private func pixels(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    precondition(byteCount <= pixelByteCount, "\(byteCount) bytes of \(pixelByteCount)")
    return unsafe UnsafeMutableRawBufferPointer(
      rebasing: memory[FrameInfo.pixelOffset..<FrameInfo.pixelOffset + byteCount])
  }
}
