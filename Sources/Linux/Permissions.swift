private import Glibc
private import SystemPackage

/// Whether this process may read a file. The corresponding C function is `faccessat`.
package func mayRead(_ path: PathBytes) -> Bool { (try? checkAccess(to: path, R_OK)) != nil }

/// Whether this process may reach what is in a directory; false only if that is refused. The
/// corresponding C function is `faccessat`.
package func mayEnter(_ path: PathBytes) -> Bool {
  do throws(SystemError) {
    try checkAccess(to: path, X_OK)
    return true
  } catch {
    return error.errno != .permissionDenied
  }
}

private func checkAccess(to path: PathBytes, _ mode: CInt) throws(SystemError) {
  try check("faccessat", path.description) {
    unsafe faccessat(AT_FDCWD, path.cString, mode, AT_EACCESS)
  }
}

/// Sets who may do what with an open file. The corresponding C function is `fchmod`.
package func setPermissions(of descriptor: CInt, to mode: UInt32) throws(SystemError) {
  try check("fchmod") { fchmod(descriptor, mode) }
}
