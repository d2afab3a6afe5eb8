private import Glibc

/// Hears that this machine has another time zone: that /etc/localtime was replaced (localtime(5)).
package struct TimeZoneWatch: Sendable {
  private let inotify: Inotify

  private static let (folder, name): (PathBytes, PathBytes) = ("/etc", "localtime")

  /// Readable when something in its folder has changed.
  package var number: CInt { inotify.number }

  /// Nil where the environment says which time zone it is (`TZ`), or nothing can be watched.
  package init?() {
    if let zone = unsafe getenv("TZ"), unsafe zone.pointee != 0 { return nil }
    guard let inotify = try? Inotify(),
      (try? inotify.watch(
        Self.folder, for: [.movedTo, .created, .deleted, .modified, .onlyDirectory])) != nil
    else { return nil }
    self.inotify = inotify
  }

  /// Whether the time zone may be another one than when this was asked last.
  package func takeNews() -> Bool {
    // An event without a name: some were lost.
    inotify.takeEvents().contains { $0.name == nil || $0.name == Self.name }
  }
}
