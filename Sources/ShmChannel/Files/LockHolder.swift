internal import Linux
internal import SystemPackage

/// Who has the publishers' lock, in words for people.
enum LockHolder {
  /// What `lock` says of its holder. If that process is gone, a child of it may have inherited the
  /// lock with the open file description: then this names the child as well.
  static func words(_ text: ArraySlice<UInt8>, inode: UInt64) -> String {
    guard !text.isEmpty else { return "an unknown process" }
    let named = Title.sanitized(bytes: text)
    guard let process = processID(named), !isProcess(process),
      let heir = owner(ofLockOn: inode)
    else { return named }
    return "\(named), which is gone; process \(heir) has inherited the lock"
  }

  /// The number in `process 1234 (shmshare)`.
  private static func processID(_ text: String) -> CInt? {
    let words = text.split(separator: " ")
    return words.count > 1 && words[0] == "process" ? CInt(words[1]) : nil
  }

  /// A process that has a lock on a file. /proc/locks names the one that took it, which is gone;
  /// but each descriptor tells of its own locks: proc(5), `/proc/pid/fdinfo`.
  private static func owner(ofLockOn inode: UInt64) -> CInt? {
    guard let processes = try? DirectoryStream("/proc") else { return nil }
    while let entry = processes.next() {
      guard let process = CInt(entry.name.string) else { continue }
      let folder = "/proc/\(process)/fdinfo"
      guard let descriptors = try? DirectoryStream(PathBytes(folder)) else { continue }
      while let descriptor = descriptors.next() {
        if tells("\(folder)/\(descriptor.name.string)", ofLockOn: inode) { return process }
      }
    }
    return nil
  }

  /// Whether a line is like `lock: 1: FLOCK ADVISORY WRITE 1234 00:1b:5678 0 EOF`.
  private static func tells(_ path: String, ofLockOn inode: UInt64) -> Bool {
    guard let file = try? Descriptor(opening: PathBytes(path)),
      let bytes = try? readBytes(file.number, count: 4_096, at: 0)
    else { return false }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      return line.hasPrefix("lock:") && words.contains { $0.hasSuffix(":\(inode)") }
    }
  }
}
