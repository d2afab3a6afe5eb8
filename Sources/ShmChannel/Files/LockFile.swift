/// `lock`: the publishers' mutex of one channel, open but not held.
package final class LockFile {
  let descriptor: Descriptor
  let path: String
  private let identity: FileStatus.Identity

  package init(in directory: borrowing Directory) throws(ChannelError) {
    descriptor = try directory.openFile(FileName.lock, writing: true)
    path = directory.path(of: FileName.lock)
    identity = try FileStatus(of: descriptor.number, path: path).identity
  }

  /// False once it is unlinked or renamed: others may hold a lock of that name, on another file.
  func isInPlace(in directory: borrowing Directory) throws(ChannelError) -> Bool {
    try directory.status(of: FileName.lock)?.identity == identity
  }
}
