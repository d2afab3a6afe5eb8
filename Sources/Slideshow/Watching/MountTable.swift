private import CLinux
private import Glibc

/// Tells that something was mounted or unmounted.
///
/// proc(5): the table has urgent news after each change, once for each open description; so one
/// descriptor wakes, and the other answers.
final class MountTable {
  private let alarm: Descriptor
  private let answer: Descriptor

  /// Has urgent news (`EPOLLPRI`) when the table has changed.
  var number: CInt { alarm.number }

  init() throws(WatchError) {
    alarm = try Self.open()
    answer = try Self.open()
    _ = takeChange()
  }

  /// Whether the table has changed since it was asked last.
  func takeChange() -> Bool {
    var entry = pollfd(fd: answer.number, events: Int16(POLLPRI), revents: 0)
    return poll(&entry, 1, 0) > 0 && CInt(entry.revents) & POLLPRI != 0
  }

  private static func open() throws(WatchError) -> Descriptor {
    let path = "/proc/self/mountinfo"
    return Descriptor(
      owning: try check("openat", path) {
        clinux_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0)
      })
  }
}
