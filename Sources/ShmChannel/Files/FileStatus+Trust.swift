package import Linux
internal import SystemPackage

private import Glibc

/// What a channel's files must be like (docs/PROTOCOL.md, "What may be trusted").
extension FileStatus {
  /// Refuses what another user owns.
  package func requireOwn(path: @autoclosure () -> String) throws(ChannelError) {
    guard owner == geteuid() else { throw .refused(path: path(), .foreign(owner: owner)) }
  }

  /// Refuses what another user owns or may open.
  package func requirePrivate(path: @autoclosure () -> String) throws(ChannelError) {
    try requireOwn(path: path())
    guard mode & 0o077 == 0 else { throw .refused(path: path(), .openToOthers(mode: mode)) }
  }

  /// Refuses what is not a private regular file with one name; one without a name counts as not
  /// there: `ENOENT`.
  func requireTrusted(path: @autoclosure () -> String) throws(ChannelError) {
    try requireOwn(path: path())
    guard isRegularFile else { throw .refused(path: path(), .notRegularFile) }
    try requirePrivate(path: path())
    switch links {
    case 0: throw .system(call: "openat", path: path(), .noSuchFileOrDirectory)
    case 1: return
    default: throw .refused(path: path(), .severalLinks(links))
    }
  }
}
