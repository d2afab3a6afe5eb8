internal import Linux
internal import SystemPackage

/// A directory held open for a moment, so that what is asked about it and what is done with it are
/// about one directory, whatever has its name meanwhile.
struct HeldDirectory: ~Copyable {
  private let descriptor: Descriptor
  let status: FileStatus

  /// Fails where there is no directory.
  ///
  /// - Parameter directory: where a relative path begins.
  init(
    _ path: FilePath, in directory: CInt = Descriptor.workingDirectory, followingLink: Bool = true
  ) throws(SystemError) {
    let descriptor = try Descriptor(
      opening: PathBytes(path), in: directory,
      options: followingLink ? [.placeOnly, .directory] : [.placeOnly, .directory, .noFollow])
    status = try FileStatus(of: descriptor.number, path: path.string)
    self.descriptor = descriptor
  }

  /// For system calls while it is held.
  var number: CInt { descriptor.number }
}
