private import Glibc
private import SystemPackage

// Reads and writes where a descriptor stands: pipes, sockets, terminals, and files from the start.

/// Reads once, into the room that there is; 0 at the end. The corresponding C function is `read`.
package func readSome(
  _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer,
  path: @autoclosure () -> String = ""
) throws(SystemError) -> Int {
  try check("read", path()) { unsafe read(descriptor, buffer.baseAddress, buffer.count) }
}

/// Reads once, at most that many bytes; none at the end.
package func readSome(
  _ descriptor: CInt, atMost count: Int, path: @autoclosure () -> String = ""
) throws(SystemError) -> [UInt8] {
  var failure: SystemError?
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    do throws(SystemError) {
      initialized = try unsafe readSome(
        descriptor, into: UnsafeMutableRawBufferPointer(buffer), path: path())
    } catch {
      failure = error
      initialized = 0
    }
  }
  if let failure { throw failure }
  return bytes
}

/// Writes once, as much as is taken. The corresponding C function is `write`.
@discardableResult
package func writeSome(
  _ bytes: UnsafeRawBufferPointer, to descriptor: CInt, path: @autoclosure () -> String = ""
) throws(SystemError) -> Int {
  try check("write", path()) { unsafe write(descriptor, bytes.baseAddress, bytes.count) }
}

/// Writes once, as much as is taken.
@discardableResult
package func writeSome(
  _ bytes: RawSpan, to descriptor: CInt, path: @autoclosure () -> String = ""
) throws(SystemError) -> Int {
  try check("write", path()) {
    unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// Writes all of `bytes`.
package func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: CInt, path: @autoclosure () -> String = ""
) throws(SystemError) {
  var rest = unsafe bytes
  while unsafe !rest.isEmpty {
    let count = try unsafe writeSome(rest, to: descriptor, path: path())
    // write(2) takes none of some bytes only where there is no room for any, and says no reason.
    guard count > 0 else { throw SystemError("write", path(), errno: .noSpace) }
    unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }
}

/// Writes all of `bytes`.
package func writeAll(
  _ bytes: [UInt8], to descriptor: CInt, path: @autoclosure () -> String = ""
) throws(SystemError) {
  var failure: SystemError?
  unsafe bytes.withUnsafeBytes { buffer in
    do throws(SystemError) {
      try unsafe writeAll(buffer, to: descriptor, path: path())
    } catch {
      failure = error
    }
  }
  if let failure { throw failure }
}
