private import CLinux
private import Glibc

/// The kernel's news of files and directories: inotify(7).
package final class Inotify: Sendable {
  /// Something that is watched. A number is not given out again while the descriptor is open.
  package struct Watch: Hashable, Sendable {
    let number: CInt
  }

  private let descriptor: Descriptor

  /// Readable when there is news.
  package var number: CInt { descriptor.number }

  /// Fails with `EMFILE` when the user has too many already: `fs.inotify.max_user_instances`.
  package init() throws(SystemError) {
    descriptor = Descriptor(
      owning: try check("inotify_init1") { inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC)) })
  }

  /// Watches a path; two paths to one file have one watch. The corresponding C function is
  /// `inotify_add_watch`, which fails with `ENOSPC` at the user's limit of watches.
  package func watch(_ path: PathBytes, for mask: Mask) throws(SystemError) -> Watch {
    Watch(
      number: try check("inotify_add_watch", path.description) {
        unsafe inotify_add_watch(number, path.cString, mask.rawValue)
      })
  }

  /// Ends a watch; one that the kernel has ended already is fine.
  package func remove(_ watch: Watch) { _ = inotify_rm_watch(number, watch.number) }

  /// Takes all news that there is.
  package func takeEvents() -> [Event] {
    var events: [Event] = []
    unsafe withUnsafeTemporaryAllocation(byteCount: Self.roomByteCount, alignment: 8) { buffer in
      while let count = try? unsafe readSome(number, into: buffer), count > 0 {
        unsafe events += Event.all(in: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        // Where another event would have had room there was none, and one call is saved.
        if count <= buffer.count - Event.longestByteCount { return }
      }
    }
    return events
  }

  private static let roomByteCount = 65_536
}
