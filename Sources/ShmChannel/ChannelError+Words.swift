extension ChannelError: CustomStringConvertible {
  /// What happened, to what, and what to do by whatever program; no control characters.
  public var description: String { Title.sanitized(words, byteCount: 4096) }

  private var words: String {
    switch self {
    case .badName(let name):
      "\"\(name)\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, and no dot in front"
    case .noSuchChannel(let name): "there is no channel \(name)"
    case .noFrame(let name): "channel \(name) has no frame yet"
    case .removedWhilePublishing(let name): "channel \(name) was removed while publishing"
    case .lockHeld(let path, let holder, let waited):
      "\(path) has been locked for \(waited.components.seconds) s; "
        + "its last known holder is \(holder); see whether that hangs, and try again"
    case .refused(let path, let refusal): "\(path) \(refusal.words)"
    case .removedWhileWaiting(let name):
      "channel \(name) was removed before a viewer had shown the picture"
    case .incomplete(let path):
      "\(path) is incomplete: one of its files is missing"
    case .damaged(let path, let what): "\(path) is damaged: \(what)"
    case .damagedFrame(let path, let what):
      "\(path) is damaged: \(what); publish the picture again"
    case .otherVersion(let path, let version):
      "\(path) is of protocol version \(version), and this program speaks 1; use programs of one "
        + "version"
    case .noSpace(let path, let needed, let available):
      "\(path): not enough shared memory: \(needed.map { "\($0) bytes needed, " } ?? "")"
        + "\(available) available"
    case .noInodes(let path):
      "\(path): the file system takes no more files"
    case .system(let call, let path, let code): "\(path): \(code) (\(call))"
    }
  }
}

extension ChannelError.Refusal {
  fileprivate var words: String {
    switch self {
    case .foreign(let owner):
      "belongs to user \(owner), not to you; remove it or set SHMVIEW_DIR"
    case .openToOthers(let mode):
      "is open to other users (mode \(String(mode, radix: 8))); "
        + "close it with chmod go-rwx, or set SHMVIEW_DIR"
    case .notDirectory: "is not a directory; remove it or set SHMVIEW_DIR"
    case .notRegularFile: "is not a regular file; remove it"
    case .severalLinks(let count): "has \(count) links where 1 is expected; remove it"
    case .notTmpfs: "does not lie on a tmpfs; set SHMVIEW_DIR to a directory below /dev/shm"
    }
  }
}
