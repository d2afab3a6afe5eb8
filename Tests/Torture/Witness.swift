import Glibc
import TestSupport

/// Sees what is done to files by whomever: inotify(7).
final class Witness {
  /// What is of interest.
  struct Mask: OptionSet {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ flags: Int...) { rawValue = flags.reduce(0) { $0 | UInt32($1) } }

    /// Reading and changing, also of the files in a directory.
    static let accesses = Mask(
      Int(IN_ACCESS), Int(IN_MODIFY), Int(IN_ATTRIB), Int(IN_CREATE), Int(IN_MOVED_FROM),
      Int(IN_MOVED_TO))
    /// These, and opening.
    static let uses = accesses.union(Mask(Int(IN_OPEN)))
  }

  private let descriptor: CInt

  init() throws {
    descriptor = inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { throw TestFailure("no inotify instance") }
  }

  deinit { close(descriptor) }

  /// Begins to watch a file or a directory.
  func watch(_ path: String, _ mask: Mask) throws {
    guard inotify_add_watch(descriptor, path, mask.rawValue) >= 0 else {
      throw TestFailure("cannot watch \(path)")
    }
  }

  /// What has been done: the kernel's masks, and the names within a directory.
  func events() -> [String] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = max(0, read(descriptor, &buffer, buffer.count))
    var events: [String] = []
    var rest = buffer[..<count]
    while rest.count >= 16 {
      // An event: watch, mask, cookie and length of the name, four bytes each.
      let words = stride(from: rest.startIndex, to: rest.startIndex + 16, by: 4).map { start in
        rest[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      }
      let name = rest.dropFirst(16).prefix(Int(words[3])).prefix { $0 != 0 }
      events.append("0x\(String(words[1], radix: 16)) \(String(decoding: name, as: UTF8.self))")
      rest = rest.dropFirst(16 + Int(words[3]))
    }
    return events
  }
}
