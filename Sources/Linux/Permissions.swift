private import Glibc

/// Whether this user may read a file. The corresponding C function is `access`.
package func mayRead(_ path: PathBytes) -> Bool { unsafe access(path.cString, R_OK) == 0 }

/// Sets who may do what with an open file. The corresponding C function is `fchmod`.
package func setPermissions(of descriptor: CInt, to mode: UInt32) throws(SystemError) {
  try check("fchmod") { fchmod(descriptor, mode) }
}
