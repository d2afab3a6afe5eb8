import SystemPackage

private import CLinux
private import Glibc

/// What wakes a reader: inotify where it can be had, else a timer; both behind one descriptor.
package final class Doorbell {
  /// A directory or file that rings.
  package struct Watch: Equatable {
    fileprivate let number: CInt
  }

  /// Readable when there is news.
  package var number: CInt { poller.number }
  /// Whether inotify could not be had, so that the timer does its work.
  package private(set) var isPolling = false

  private let poller: Descriptor
  private let timer: Descriptor
  private var isTimerSet = false
  private var inotify: Descriptor?
  /// Entries whose coming and going is news, by the watch of their directory.
  private var names: [CInt: Name] = [:]

  private enum Name {
    case one(String)
    case any
  }

  /// How often a reader looks without inotify.
  private static let pollInterval = Duration.nanoseconds(16_666_667)  // 60 times a second
  /// How often it looks for a root that could not be opened.
  private static let retryInterval = Duration.seconds(1)

  package init() throws(ChannelError) {
    poller = Descriptor(
      owning: try check("epoll_create1", "epoll") {
        clinux_epoll_create1(CInt(CLINUX_EPOLL_CLOEXEC))
      })
    timer = Descriptor(
      owning: try check("timerfd_create", "timer") {
        clinux_timerfd_create(CLOCK_MONOTONIC, CInt(CLINUX_TFD_NONBLOCK | CLINUX_TFD_CLOEXEC))
      })
    try listen(timer.number)
    do {
      let descriptor = Descriptor(
        owning: try check("inotify_init1", "inotify") {
          inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))
        })
      try listen(descriptor.number)
      inotify = consume descriptor
    } catch {
      fallBack()
    }
  }

  /// Rings when `name` comes to or goes from the directory, or the directory itself goes.
  package func watch(directory: CInt, for name: String) -> Watch? {
    guard let watch = add(Self.path(of: directory), mask: Self.directoryMask) else { return nil }
    names[watch.number] = .one(name)
    return watch
  }

  /// The same for a directory that may be anybody's, such as the root's parent, or one that was
  /// refused; nil where it cannot be watched, which is no reason to do without inotify.
  ///
  /// - Parameter name: nil for every entry, and for what is written into it.
  package func watch(untrustedPath path: String, for name: String?) -> Watch? {
    let mask = Self.directoryMask | UInt32(IN_DONT_FOLLOW) | (name == nil ? UInt32(IN_MODIFY) : 0)
    guard let inotify = inotify?.number else { return nil }
    let number = unsafe inotify_add_watch(inotify, path, mask)
    guard number >= 0 else { return nil }
    names[number] = name.map(Name.one) ?? .any
    return Watch(number: number)
  }

  private static let directoryMask = UInt32(
    IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB
      | IN_ONLYDIR)

  /// Rings when any file in `viewers/` is written or goes.
  package func watch(acknowledgementsIn directory: CInt) -> Watch? {
    // Not `IN_CREATE`: whoever looks then may find a viewer's file before its viewer has the lock.
    add(Self.path(of: directory), mask: UInt32(IN_MODIFY | IN_DELETE))
  }

  /// Rings when the file is written, or loses or changes its name.
  package func watch(file: CInt) -> Watch? {
    add(Self.path(of: file), mask: UInt32(IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF))
  }

  /// Ends a watch; one that the kernel has ended already is fine.
  package func remove(_ watch: Watch) {
    names[watch.number] = nil
    if let inotify = inotify?.number { _ = inotify_rm_watch(inotify, watch.number) }
  }

  /// Looks once a second, for what no watch can tell.
  package func retryLater() { if !isPolling { setTimer(Self.retryInterval) } }

  /// Rings at once, and lets the next look be at everything.
  package func retryNow() { if !isPolling { setTimer(.nanoseconds(1)) } }

  /// Takes all news at once, so that what comes after the next look rings again.
  ///
  /// - Returns: whether names may mean other directories than before.
  package func drain() -> Bool {
    var hasNews = isPolling
    if isTimerSet { hasNews = takeExpiration() || hasNews }
    guard let inotify = inotify?.number else { return hasNews }
    // inotify(7): room for many events, each with a name of at most NAME_MAX + 1 bytes.
    unsafe withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
      while true {
        let count = unsafe read(inotify, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        unsafe examine(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &hasNews)
        // Less than the buffer: there was no more, and one call is saved.
        if count < buffer.count - 4096 { return }
      }
    }
    return hasNews
  }

  /// Whether the timer has rung; a retry is for once.
  private func takeExpiration() -> Bool {
    var expirations: UInt64 = 0
    guard unsafe read(timer.number, &expirations, 8) == 8 else { return false }
    if !isPolling { setTimer(.zero) }
    return true
  }

  private func examine(_ events: UnsafeRawBufferPointer, into hasNews: inout Bool) {
    let headerByteCount = MemoryLayout<inotify_event>.size
    var offset = 0
    while offset + headerByteCount <= events.count {
      let event = unsafe events.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      let start = offset + headerByteCount
      let end = start + Int(event.len)
      guard end <= events.count else { return }
      let name = unsafe events[start..<end].prefix { $0 != 0 }
      offset = end
      // What the removal of a watch says; an end that matters was told of before.
      if event.mask & UInt32(IN_IGNORED) != 0 { continue }
      switch names[event.wd] {
      case .one(let expected):
        // Without a name the event is about the directory itself.
        if unsafe name.isEmpty || name.elementsEqual(expected.utf8) { hasNews = true }
      case .any: hasNews = true
      case nil:
        // A file's attributes, or the queue has overflowed.
        if event.mask & UInt32(IN_MODIFY) == 0 { hasNews = true }
      }
    }
  }

  /// By the open descriptor: what was checked is what is watched.
  private static func path(of descriptor: CInt) -> String { "/proc/self/fd/\(descriptor)" }

  private func add(_ path: String, mask: UInt32) -> Watch? {
    guard let inotify = inotify?.number else { return nil }
    do {
      let number = try check("inotify_add_watch", path) {
        unsafe inotify_add_watch(inotify, path, mask)
      }
      return Watch(number: number)
    } catch {
      // Gone meanwhile: for the caller to notice. No watches left, or no /proc: poll.
      let isGone = error.errno == .noSuchFileOrDirectory
      let hasProc = unsafe access("/proc/self/fd", F_OK) == 0
      if !isGone || !hasProc { fallBack() }
      return nil
    }
  }

  private func fallBack() {
    isPolling = true
    inotify = nil
    names = [:]
    setTimer(Self.pollInterval)
  }

  private func setTimer(_ interval: Duration) {
    isTimerSet = interval > .zero
    let (seconds, attoseconds) = interval.components
    let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    var setting = itimerspec(it_interval: time, it_value: time)
    _ = unsafe clinux_timerfd_settime(timer.number, 0, &setting)  // fails for bad values only
  }

  private func listen(_ descriptor: CInt) throws(ChannelError) {
    try check("epoll_ctl", "epoll") { clinux_epoll_add_readable(poller.number, descriptor) }
  }
}
