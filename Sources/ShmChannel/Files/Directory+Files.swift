import Linux
import SystemPackage

extension Directory {
  /// Opens a regular file that is private to this user and has one name.
  ///
  /// A file that was unlinked meanwhile counts as not there: `ENOENT`.
  package func openFile(
    _ name: String, writing: Bool = false, appending: Bool = false
  ) throws(ChannelError) -> OpenFile {
    let path = path(of: name)
    let appends: FileDescriptor.OpenOptions = appending ? .append : []
    let descriptor: Descriptor
    do throws(SystemError) {
      descriptor = try Descriptor(
        opening: PathBytes(name), in: number, writing ? .readWrite : .readOnly,
        options: [.noFollow, .nonBlocking, appends], named: path)
    } catch {
      throw refusal(of: name, error)
    }
    let file = OpenFile(descriptor, path: path)
    try file.status().requireTrusted(path: path)
    return file
  }

  /// Why a file could not be opened.
  private func refusal(of name: String, _ error: SystemError) -> ChannelError {
    // ELOOP: a symbolic link; EISDIR: a directory, for writing; ENXIO: a socket or a FIFO.
    let isOther = [.tooManySymbolicLinkLevels, .isDirectory, .noSuchAddressOrDevice].contains(
      error.errno)
    guard isOther || error.errno == .permissionDenied else { return ChannelError(error) }
    do throws(ChannelError) {
      // First whose it is: another user's is not a mistake of ours.
      try (try? status(of: name))?.requireOwn(path: path(of: name))
    } catch { return error }
    return isOther ? .refused(path: path(of: name), .notRegularFile) : ChannelError(error)
  }

  /// Makes a new, empty file that only this user may open; `EEXIST` when the name is taken.
  package func createFile(_ name: String) throws(ChannelError) -> OpenFile {
    let path = path(of: name)
    return OpenFile(
      try kernel(
        Descriptor(
          opening: PathBytes(name), in: number, .readWrite,
          options: [.create, .exclusiveCreate, .noFollow], permissions: .ownerReadWrite, named: path
        )), path: path)
  }

  /// Makes a new, empty file that has no name yet, and goes with its descriptor until it has one.
  ///
  /// - Parameter name: what it is to be called.
  package func createUnnamedFile(for name: String) throws(ChannelError) -> OpenFile {
    OpenFile(
      try kernel(
        Descriptor(
          opening: ".", in: number, .readWrite, options: .unnamed, permissions: .ownerReadWrite,
          named: path)), path: path(of: name))
  }

  /// Gives a file without a name one; `EEXIST` when the name is taken.
  package func link(_ file: borrowing OpenFile, as name: String) throws(ChannelError) {
    let source = file.number
    try kernel(
      DirectoryEntries.link(source, as: PathBytes(name), in: number, named: path(of: name)))
  }

  /// Makes a directory that only this user may open; `EEXIST` when the name is taken.
  package func makeDirectory(_ name: String) throws(ChannelError) {
    try kernel(
      DirectoryEntries.makeDirectory(
        PathBytes(name), in: number, permissions: .ownerReadWriteExecute, named: path(of: name)))
  }

  /// Unlinks a file; one that is gone already is fine.
  package func unlink(_ name: String) throws(ChannelError) { try remove(name, isDirectory: false) }

  /// Removes an empty directory; one that is gone already is fine.
  package func removeDirectory(_ name: String) throws(ChannelError) {
    try remove(name, isDirectory: true)
  }

  private func remove(_ name: String, isDirectory: Bool) throws(ChannelError) {
    try kernel(
      _ = try ifPresent { () throws(SystemError) in
        try DirectoryEntries.remove(
          PathBytes(name), in: number, isDirectory: isDirectory, named: path(of: name))
      })
  }

  /// Gives an entry another name, if nothing has that name.
  package func rename(_ name: String, toUnused newName: String) throws(ChannelError) {
    try kernel(
      DirectoryEntries.rename(
        PathBytes(name), toUnused: PathBytes(newName), in: number, named: path(of: name)))
  }
}
