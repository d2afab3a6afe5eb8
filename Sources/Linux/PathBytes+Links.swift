internal import SystemPackage

private import CLinux
private import Glibc

// What there is and what changes names and links, by paths that begin in the working directory.
extension PathBytes {
  /// Whether there is nothing at that path, not even something that cannot be reached.
  package var isMissing: Bool {
    do throws(SystemError) { _ = try FileStatus(at: self) } catch {
      return error.errno == .noSuchFileOrDirectory
    }
    return false
  }

  /// What a symbolic link contains; nil for anything else. The corresponding C function is
  /// `readlink`.
  package var linkTarget: PathBytes? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(cString, &buffer, buffer.count)
    return count > 0 ? PathBytes(buffer.prefix(count)) : nil
  }

  /// The same place without symbolic links in it. The corresponding C function is `realpath`.
  package func resolved() throws(SystemError) -> PathBytes {
    guard let real = unsafe realpath(cString, nil) else {
      throw SystemError.last("realpath", description)
    }
    defer { unsafe free(real) }
    return unsafe PathBytes(UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }

  /// Takes the name away from its file. The corresponding C function is `unlink`.
  package func unlink() throws(SystemError) {
    try check("unlink", description) { unsafe Glibc.unlink(cString) }
  }

  /// Gives a file another name, and takes that away from what has it. The corresponding C function
  /// is `rename`.
  package func rename(to path: PathBytes) throws(SystemError) {
    try check("rename", path.description) { unsafe Glibc.rename(cString, path.cString) }
  }

  /// Gives an open file this name, which it may have none besides; `EEXIST` when it is taken. The
  /// corresponding C function is `linkat`.
  package func link(to descriptor: CInt) throws(SystemError) {
    try DirectoryEntries.link(descriptor, as: self, in: Descriptor.workingDirectory)
  }
}
