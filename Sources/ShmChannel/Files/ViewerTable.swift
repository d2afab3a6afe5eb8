import Linux

/// The viewers of a channel, as their files tell.
enum ViewerTable {
  /// All viewers that live. The files of those that were killed are unlinked on the way; a channel
  /// that is removed meanwhile has none.
  static func viewers(in channel: borrowing Directory) throws(ChannelError) -> [ViewerRecord] {
    guard
      let directory = try ifThere({ () throws(ChannelError) in
        try channel.openDirectory(FileName.viewers)
      })
    else { return [] }
    var records: [ViewerRecord] = []
    for name in try directory.entries().sorted() where FileName.isViewers(name) {
      // What is not a file of ours, or went meanwhile, is not a viewer.
      guard let file = try? directory.openFile(name) else { continue }
      // A shared lock: of two programs that look at once, neither takes the other for a viewer.
      if try file.tryLock(.shared) {
        // Its owner is dead, or has not locked it yet and will notice that its link is gone.
        try directory.unlink(name)
        continue
      }
      let bytes = try file.read(count: ViewerRecord.byteCount, at: 0)
      if let record = ViewerRecord(bytes) { records.append(record) }
    }
    return records
  }
}
