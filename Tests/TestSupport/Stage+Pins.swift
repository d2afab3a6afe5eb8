private import Glibc

extension Stage {
  /// The generations of the frames that a process has pinned, ascending; 0 for one that was cut.
  package func pinned(by program: Program, channel: String = "default") -> [UInt64] {
    let folder = rootPath + "/" + channel + "/"
    // proc(5): "1: FLOCK ADVISORY READ pid major:minor:inode 0 EOF"
    let locks = String(decoding: Folder.contents("/proc/locks"), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.contains("FLOCK") && $0.contains("\(program.processID)") }
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
