package import Glibc

/// The `flock` locks that a process has taken, as proc_locks(5) lists them: the last words before
/// "0 EOF" are "pid major:minor:inode".
///
/// The kernel gives the list page by page, by each lock's place in it: where others come and go
/// between two pages, one is given twice, or left out. So they are what two lists say that follow
/// each other.
private func locks(of process: pid_t, _ kind: String) -> Set<Substring> {
  var before: Set<Substring>?
  while true {
    let text = String(decoding: Folder.contents("/proc/locks"), as: UTF8.self)
    let now = Set(
      text.split(separator: "\n").map { $0.split(separator: " ") }
        .filter { Set($0).isSuperset(of: ["FLOCK", kind[...], "\(process)"]) }
        .compactMap { $0.first { $0.count { $0 == ":" } == 2 } })
    if now == before { return now }
    before = now
  }
}

extension Viewer {
  /// How many frames it holds: one at rest, and one more while the X server has a draw request to
  /// execute.
  package var pinCount: Int { locks(of: program.processID, "READ").count }
}

/// Which frames are kept from publishers.
extension Stage {
  /// The generations of the frames that a process has pinned, ascending; 0 for one that was cut.
  package func pinned(by program: Program, channel: String = "default") -> [UInt64] {
    let folder = rootPath + "/" + channel + "/"
    return frames(channel, among: locks(of: program.processID, "READ")).map { name in
      // PROTOCOL.md, the frame's header
      Folder.contents(folder + name).dropFirst(32).prefix(8).reversed()
        .reduce(0) { $0 << 8 | UInt64($1) }
    }.sorted()
  }

  /// Whether a process holds a frame that it has not published.
  package func lends(to process: pid_t, channel: String = "default") -> Bool {
    !frames(channel, among: locks(of: process, "WRITE")).isEmpty
  }

  private func frames(_ channel: String, among locks: Set<Substring>) -> [String] {
    frames(channel).filter { name in
      var status = stat()
      return stat(rootPath + "/" + channel + "/" + name, &status) == 0
        && locks.contains { $0.hasSuffix(":\(status.st_ino)") }
    }
  }
}
