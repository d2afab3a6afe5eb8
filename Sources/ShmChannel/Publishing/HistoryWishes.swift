import Linux

/// How many generations before the latest living viewers wish to be kept, as their files in
/// `viewers/` say.
struct HistoryWishes {
  /// A viewer's file, kept open: its lock tells whether the viewer lives.
  private final class Wish {
    let file: OpenFile
    let count: UInt32

    init(_ file: consuming OpenFile, count: UInt32) {
      self.file = file
      self.count = count
    }

    /// The kernel drops a viewer's lock with the viewer.
    var isDead: Bool {
      guard (try? file.tryLock(.shared)) == true else { return false }
      file.unlock()
      return true
    }
  }

  private var wishes: [Wish] = []
  /// The directory as it was listed; nil where what was found may have changed since.
  private var stamp: DirectoryStamp?

  /// Under the publishers' lock: the largest wish of a viewer that lives; 0 if there is none.
  ///
  /// The directory is listed only when it has changed. What cannot be read wishes for nothing: no
  /// picture waits for that.
  mutating func largest(in channel: borrowing Directory) -> UInt32 {
    guard let status = try? channel.status(of: FileName.viewers) else {
      (wishes, stamp) = ([], nil)
      return 0
    }
    let now = DirectoryStamp(status)
    if stamp?.holds(at: now) != true { list(channel, at: now) }
    wishes.removeAll(where: \.isDead)
    return wishes.map(\.count).max() ?? 0
  }

  private mutating func list(_ channel: borrowing Directory, at now: DirectoryStamp) {
    (wishes, stamp) = ([], nil)
    guard let directory = try? channel.openDirectory(FileName.viewers),
      let names = try? directory.entries()
    else { return }
    var isComplete = true
    for name in names where FileName.isViewers(name) {
      guard let file = try? directory.openFile(name) else { continue }
      // A viewer writes its record once it has its lock, so none that lives is disturbed by ours.
      let bytes = (try? file.read(count: ViewerRecord.leastByteCount, at: 0)) ?? []
      if bytes.count < ViewerRecord.leastByteCount { isComplete = false }
      guard let record = ViewerRecord(bytes), record.history > 0 else { continue }
      wishes.append(Wish(file, count: record.history))
    }
    if isComplete { stamp = now }
  }
}
