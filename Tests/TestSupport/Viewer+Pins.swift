extension Viewer {
  /// How many frames it keeps publishers from: its shared locks, as proc_locks(5) lists them. One at
  /// rest, and one more while the X server has a put to carry out.
  package var pinCount: Int {
    String(decoding: Folder.contents("/proc/locks"), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: " ") }
      .count { $0.contains("FLOCK") && $0.contains("READ") && $0.contains("\(program.processID)") }
  }
}
