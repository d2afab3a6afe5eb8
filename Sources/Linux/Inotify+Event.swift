private import Glibc

extension Inotify {
  /// What has happened to something that is watched.
  package struct Event: Hashable, Sendable {
    /// Nil where events were lost.
    package let watch: Watch?
    package let mask: Mask
    /// Equal for the two halves of a move.
    package let cookie: UInt32
    /// Of the entry of the watched directory; nil where the event is about what is watched itself.
    package let name: PathBytes?
  }
}

extension Inotify.Event {
  private static let headerByteCount = MemoryLayout<inotify_event>.size
  /// inotify(7): a name has at most NAME_MAX bytes, and zeros behind it.
  static let longestByteCount = headerByteCount + Int(NAME_MAX) + 1

  /// The records that a read has given, up to one that is cut off.
  static func all(in bytes: UnsafeRawBufferPointer) -> [Inotify.Event] {
    var events: [Inotify.Event] = []
    var offset = 0
    while offset + headerByteCount <= bytes.count {
      let header = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      let start = offset + headerByteCount
      offset = start + Int(header.len)
      guard offset <= bytes.count else { break }
      events.append(
        Inotify.Event(
          watch: header.wd >= 0 ? Inotify.Watch(number: header.wd) : nil,
          mask: Inotify.Mask(rawValue: header.mask), cookie: header.cookie,
          name: header.len == 0 ? nil : unsafe PathBytes(bytes[start..<offset])))
    }
    return events
  }
}
