import Linux

/// Tells which channels there are, and rings when some come or go.
///
/// One thread only.
package final class ChannelsWatch {
  private let root: ChannelRoot
  private let bell: Doorbell
  private var watch: Doorbell.Watch?

  /// Watches a root, made where there is none.
  package init(of root: ChannelRoot) throws(ChannelError) {
    self.root = root
    bell = try Doorbell()
    _ = try openRoot()
  }

  /// A descriptor to poll for reading: it rings when `names()` may have something new.
  package var doorbell: CInt { bell.number }

  /// Whether inotify could not be had, so that it rings 60 times a second.
  package var isPolling: Bool { bell.isPolling }

  /// Takes the news, and says which channels there are, in order. One that cannot be read counts:
  /// who follows it is told why.
  package func names() throws(ChannelError) -> [ChannelName] {
    _ = bell.takeNews()
    let directory = try openRoot()
    var names: [ChannelName] = []
    for entry in try directory.entries().sorted() {
      guard let name = try? ChannelName(entry),
        try directory.status(of: entry)?.isRegularFile == false
      else { continue }
      do throws(ChannelError) {
        let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false)
        if channel != nil { names.append(name) }
      } catch {
        names.append(name)
      }
    }
    return names
  }

  /// Opens the root, made anew where it is gone, and watches it.
  private func openRoot() throws(ChannelError) -> Directory {
    while true {
      let directory = try root.open(creating: true)
      let new = bell.watch(entriesOf: directory.number)
      if let watch, watch != new { bell.remove(watch) }
      watch = new
      // Gone between the two calls: its end would ring no more.
      if try directory.status().links > 0 { return directory }
    }
  }
}
