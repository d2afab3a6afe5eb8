private import CLinux
private import Glibc
package import SystemPackage

// Whole reads and writes at an offset, on descriptors that others own.

/// Up to `byteCount` bytes at `offset`; fewer where the file ends.
///
/// One `pread(2)`, since a pair of reads may see two different states of the file.
package func readBytes(
  _ descriptor: CInt, count byteCount: Int, at offset: Int, path: @autoclosure () -> String = ""
) throws(SystemError) -> [UInt8] {
  var failure: SystemError?
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
    do throws(SystemError) {
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
  _ bytes: RawSpan, to descriptor: CInt, at offset: Int, path: @autoclosure () -> String = ""
) throws(SystemError) {
  var written = 0
  while written < bytes.byteCount {
    let rest = bytes.extracting(droppingFirst: written)
    let count = try check("pwrite", path()) {
      unsafe rest.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + written))
      }
    }
    // pwrite(2) of a regular file returns 0 for no bytes only; anything else would spin.
    guard count > 0 else { throw SystemError("pwrite", path(), errno: .ioError) }
    written += count
  }
}

/// Writes all of `bytes` at `offset`.
package func writeBytes(
  _ bytes: [UInt8], to descriptor: CInt, at offset: Int, path: @autoclosure () -> String = ""
) throws(SystemError) {
  try unsafe writeBytes(bytes.span.bytes, to: descriptor, at: offset, path: path())
}

/// Appends all of `bytes` by one `write(2)` to a file that was opened for appending.
///
/// - Returns: where they end.
/// - Throws: `ENOSPC` when only a part of them went in.
package func appendBytes(
  _ bytes: [UInt8], to descriptor: CInt, path: @autoclosure () -> String = ""
) throws(SystemError) -> Int {
  let count = try check("write", path()) {
    unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
  }
  guard count == bytes.count else { throw SystemError("write", path(), errno: .noSpace) }
  return Int(try check("lseek", path()) { lseek(descriptor, 0, SEEK_CUR) })
}

/// Claims memory or disk for the first `byteCount` bytes, which the file then has at least. The
/// corresponding C function is `posix_fallocate`.
package func allocateBytes(
  _ byteCount: Int, in descriptor: CInt, path: @autoclosure () -> String = ""
) throws(SystemError) {
  let failure = allocateInPieces(byteCount) { posix_fallocate(descriptor, off_t($0), off_t($1)) }
  if let failure { throw SystemError("posix_fallocate", path(), errno: failure) }
}

/// Allocates by pieces. On many a kernel a signal takes back all that the call has allocated:
/// pieces get smaller until one fits between two signals.
///
/// - Parameter allocate: gets an offset and a count; 0, or the error, as of posix_fallocate(3).
/// - Returns: what failed, which is never `EINTR`.
package func allocateInPieces(
  _ byteCount: Int, _ allocate: (Int, Int) -> CInt
) -> Errno? {
  let leastPiece = 4096
  var piece = 4 << 20
  var done = 0
  while done < byteCount {
    let count = min(piece, byteCount - done)
    switch allocate(done, count) {
    case 0: done += count
    case EINTR: piece = max(piece / 2, leastPiece)
    case let code: return Errno(rawValue: code)
    }
  }
  return nil
}

/// Gives back the memory of some bytes, which read as zeros then; the file stays as long as it is.
/// Where the file system cannot do so, the memory stays.
package func punchHole(_ range: Range<Int>, in descriptor: CInt) {
  let mode = CLINUX_FALLOC_FL_PUNCH_HOLE | CLINUX_FALLOC_FL_KEEP_SIZE
  _ = clinux_fallocate(descriptor, CInt(mode), off_t(range.lowerBound), off_t(range.count))
}
