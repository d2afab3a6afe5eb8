package import SystemPackage

private import CLinux
private import Glibc

/// Changes to the entries of a directory that is open.
package enum DirectoryEntries {
  /// Makes a directory; `EEXIST` when the name is taken. The corresponding C functions are
  /// `mkdir` and `mkdirat`.
  ///
  /// - Parameters:
  ///   - directory: where a relative path begins.
  ///   - name: what errors call it; the path, if nil.
  package static func makeDirectory(
    _ path: PathBytes, in directory: CInt = Descriptor.workingDirectory,
    permissions: FilePermissions, named name: @autoclosure () -> String? = nil
  ) throws(SystemError) {
    try check(directory == AT_FDCWD ? "mkdir" : "mkdirat", name() ?? path.description) {
      unsafe mkdirat(directory, path.cString, permissions.rawValue)
    }
  }

  /// Removes a file's name, or an empty directory. The corresponding C function is `unlinkat`.
  package static func remove(
    _ path: PathBytes, in directory: CInt, isDirectory: Bool = false,
    named name: @autoclosure () -> String? = nil
  ) throws(SystemError) {
    try check("unlinkat", name() ?? path.description) {
      unsafe unlinkat(directory, path.cString, isDirectory ? AT_REMOVEDIR : 0)
    }
  }

  /// Gives an entry another name; `EEXIST` when something has that name. The corresponding C
  /// function is `renameat2`.
  package static func rename(
    _ path: PathBytes, toUnused newPath: PathBytes, in directory: CInt,
    named name: @autoclosure () -> String? = nil
  ) throws(SystemError) {
    try check("renameat2", name() ?? path.description) {
      unsafe clinux_renameat2(
        directory, path.cString, directory, newPath.cString, UInt32(CLINUX_RENAME_NOREPLACE))
    }
  }

  /// Gives a file without a name one; `EEXIST` when the name is taken. The corresponding C function
  /// is `linkat`.
  package static func link(
    _ file: CInt, as path: PathBytes, in directory: CInt,
    named name: @autoclosure () -> String? = nil
  ) throws(SystemError) {
    // open(2), O_TMPFILE: the way that needs no privilege, and /proc.
    guard OpenFiles.areNamed else {
      // Not ENOENT, which would say that the directory is gone.
      throw SystemError("linkat", OpenFiles.folder.description, errno: Errno(rawValue: ENODEV))
    }
    let source = PathBytes("\(OpenFiles.folder)/\(file)")
    try check("linkat", name() ?? path.description) {
      unsafe linkat(AT_FDCWD, source.cString, directory, path.cString, AT_SYMLINK_FOLLOW)
    }
  }
}
