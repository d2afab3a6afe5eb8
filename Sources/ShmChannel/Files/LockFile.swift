internal import Linux

/// `lock`: the publishers' mutex of one channel, open but not held.
package final class LockFile {
  let file: OpenFile
  private let identity: FileStatus.Identity

  package init(in directory: borrowing Directory) throws(ChannelError) {
    let file = try directory.openFile(FileName.lock, writing: true)
    identity = try file.status().identity
    self.file = file
  }

  /// False once it is unlinked or renamed: others may hold a lock of that name, on another file.
  func isInPlace(in directory: borrowing Directory) throws(ChannelError) -> Bool {
    try directory.status(of: FileName.lock)?.identity == identity
  }
}
