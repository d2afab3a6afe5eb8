private import Glibc
private import SystemPackage

// Whole reads and writes at an offset, on descriptors that others own.

/// Up to `byteCount` bytes at `offset`; fewer where the file ends.
///
/// One `pread(2)`, since a pair of reads may see two different commits.
package func readBytes(
  _ descriptor: CInt, count byteCount: Int, at offset: Int, path: @autoclosure () -> String
) throws(ChannelError) -> [UInt8] {
  var failure: ChannelError?
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
    do throws(ChannelError) {
      initialized = try check("pread", path()) {
        unsafe pread(descriptor, buffer.baseAddress, byteCount, off_t(offset))
      }
    } catch {
      failure = error
      initialized = 0
    }
  }
  if let failure { throw failure }
  return bytes
}

/// Writes all of `bytes` at `offset`.
///
/// What fits into one page goes out by one `pwrite(2)`, which no kill divides.
package func writeBytes(
  _ bytes: RawSpan, to descriptor: CInt, at offset: Int, path: @autoclosure () -> String
) throws(ChannelError) {
  var written = 0
  while written < bytes.byteCount {
    let rest = bytes.extracting(droppingFirst: written)
    let count = try check("pwrite", path()) {
      unsafe rest.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + written))
      }
    }
    // pwrite(2) of a regular file returns 0 for no bytes only; anything else would spin.
    guard count > 0 else { throw .system(call: "pwrite", path: path(), .ioError) }
    written += count
  }
}

/// Writes all of `bytes` at `offset`.
package func writeBytes(
  _ bytes: [UInt8], to descriptor: CInt, at offset: Int, path: @autoclosure () -> String
) throws(ChannelError) {
  try unsafe writeBytes(bytes.span.bytes, to: descriptor, at: offset, path: path())
}
