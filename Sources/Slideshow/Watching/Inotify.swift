import SystemPackage

private import Glibc

/// The kernel's news of watched directories; inotify(7).
final class Inotify {
  struct Event {
    /// Nil where events were lost.
    let watch: CInt?
    let mask: Mask
    /// Equal for the two halves of a move.
    let cookie: UInt32
    /// Nil where the event is about the watched directory itself.
    let name: FilePath?
  }

  struct Mask: OptionSet {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    private init<Flag: BinaryInteger>(_ flag: Flag) {
      rawValue = UInt32(truncatingIfNeeded: flag)
    }

    static let attributes = Mask(IN_ATTRIB)
    static let closedAfterWriting = Mask(IN_CLOSE_WRITE)
    static let created = Mask(IN_CREATE)
    static let deleted = Mask(IN_DELETE)
    static let movedFrom = Mask(IN_MOVED_FROM)
    static let movedTo = Mask(IN_MOVED_TO)
    static let deletedSelf = Mask(IN_DELETE_SELF)
    static let movedSelf = Mask(IN_MOVE_SELF)
    static let unmounted = Mask(IN_UNMOUNT)
    static let ignored = Mask(IN_IGNORED)
    static let overflow = Mask(IN_Q_OVERFLOW)
    static let directory = Mask(IN_ISDIR)

    /// All that can befall a directory under the show.
    static let contents: Mask = [
      .closedAfterWriting, .created, .deleted, .movedFrom, .movedTo, .deletedSelf, .movedSelf,
    ]
    /// The directory itself goes; silent while others work in it.
    static let itself: Mask = [.deletedSelf, .movedSelf]
    /// Something comes that may be what is waited for.
    static let arrivals: Mask = [.created, .movedTo, .attributes, .deletedSelf, .movedSelf]
    /// A symbolic link in the directory goes, comes, or leads elsewhere.
    static let turns: Mask = [.created, .deleted, .movedFrom, .movedTo, .deletedSelf, .movedSelf]
  }

  private let descriptor: Descriptor
  var number: CInt { descriptor.number }

  init() throws(WatchError) {
    descriptor = Descriptor(
      owning: try check("inotify_init1", "inotify") {
        inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))
      })
  }

  /// Watches a directory, for what it is watched for already too.
  ///
  /// Two paths to one directory have one watch.
  func watch(_ path: FilePath, for mask: Mask) throws(WatchError) -> CInt {
    let flags = UInt32(truncatingIfNeeded: IN_ONLYDIR) | UInt32(truncatingIfNeeded: IN_MASK_ADD)
    return try check("inotify_add_watch", path.string) {
      path.withPlatformString { inotify_add_watch(number, $0, mask.rawValue | flags) }
    }
  }

  /// Ends a watch; one that the kernel has ended already is fine.
  func remove(_ watch: CInt) { _ = inotify_rm_watch(number, watch) }

  /// Takes all events that there are.
  func drain() -> [Event] {
    var events: [Event] = []
    // inotify(7): an event takes 16 bytes and its name, of at most NAME_MAX + 1.
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
      while true {
        let count = read(number, buffer.baseAddress, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        Self.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: &events)
      }
    }
    return events
  }

  private static func append(_ bytes: UnsafeRawBufferPointer, to events: inout [Event]) {
    let headerByteCount = MemoryLayout<inotify_event>.size
    var offset = 0
    while offset + headerByteCount <= bytes.count {
      let header = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      let start = offset + headerByteCount
      offset = start + Int(header.len)
      guard offset <= bytes.count else { return }
      let name = header.len == 0 ? nil : bytes[start..<offset]
      events.append(
        Event(
          watch: header.wd >= 0 ? header.wd : nil, mask: Mask(rawValue: header.mask),
          cookie: header.cookie, name: name.map(path)))
    }
  }

  /// A name as the kernel gives it, padded with zeros.
  private static func path(_ name: Slice<UnsafeRawBufferPointer>) -> FilePath {
    var characters = name.map { CChar(bitPattern: $0) }
    characters.append(0)
    return characters.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
  }
}
