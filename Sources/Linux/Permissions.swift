private import Glibc

/// Sets who may do what with an open file. The corresponding C function is `fchmod`.
package func setPermissions(of descriptor: CInt, to mode: UInt32) throws(SystemError) {
  try check("fchmod") { fchmod(descriptor, mode) }
}
