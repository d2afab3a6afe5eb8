private import Glibc

/// Which frames are kept from publishers: shared locks, as proc_locks(5) lists them.
extension Program {
  /// The last words before "0 EOF" are "pid major:minor:inode".
  fileprivate var sharedLocks: [[Substring]] {
    String(decoding: Folder.contents("/proc/locks"), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: " ") }
      .filter { $0.contains("FLOCK") && $0.contains("READ") && $0.contains("\(processID)") }
  }
}

extension Viewer {
  /// How many frames it holds: one at rest, and one more while the X server has a draw request to execute.
  package var pinCount: Int { program.sharedLocks.count }
}

extension Stage {
  /// The generations of the frames that a process has pinned, ascending; 0 for one that was cut.
  package func pinned(by program: Program, channel: String = "default") -> [UInt64] {
    let folder = rootPath + "/" + channel + "/"
    let locks = program.sharedLocks
    return frames(channel).compactMap { name in
      var status = stat()
      guard stat(folder + name, &status) == 0,
        locks.contains(where: { $0.contains { $0.hasSuffix(":\(status.st_ino)") } })
      else { return nil }
      // PROTOCOL.md, the frame's header
      return Folder.contents(folder + name).dropFirst(32).prefix(8).reversed()
        .reduce(0) { $0 << 8 | UInt64($1) }
    }.sorted()
  }
}
