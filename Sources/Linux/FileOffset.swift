private import Glibc
private import SystemPackage

/// Where a descriptor stands in its file.
package enum FileOffset {
  /// Goes back to the file's start; false for what has none, such as a pipe. The corresponding C
  /// function is `lseek`.
  package static func rewind(_ descriptor: CInt) -> Bool { lseek(descriptor, 0, SEEK_SET) == 0 }
}

/// Where data begins again at or after `offset`, behind a hole; nil if nothing follows. The
/// corresponding C function is `lseek`.
package func dataOffset(
  in descriptor: CInt, from offset: Int, path: @autoclosure () -> String = ""
) throws(SystemError) -> Int? {
  let seekData: CInt = 3  // lseek(2): `SEEK_DATA`, which Glibc's module does not show
  do throws(SystemError) {
    return Int(try check("lseek", path()) { lseek(descriptor, off_t(offset), seekData) })
  } catch {
    guard error.errno == .noSuchAddressOrDevice else { throw error }
    return nil
  }
}
