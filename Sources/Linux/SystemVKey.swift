private import Glibc

/// What names a System V segment or semaphore to all processes.
package struct SystemVKey: Hashable, Sendable {
  let number: CInt

  /// The key that a file stands for, by its inode and its device. The corresponding C function is
  /// `ftok`.
  ///
  /// - Parameter project: tells several keys of one file apart; not 0.
  package init(of file: PathBytes, project: UInt8) throws(SystemError) {
    number = try check("ftok", file.description) { unsafe ftok(file.cString, CInt(project)) }
  }
}
