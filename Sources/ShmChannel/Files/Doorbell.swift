package import Linux
import SystemPackage

/// What wakes a reader: inotify where it can be had, else a timer; both behind one descriptor.
package final class Doorbell {
  /// A directory or file that rings.
  package typealias Watch = Inotify.Watch

  /// What a ring has been about.
  package struct News: OptionSet {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Names may mean other directories than before.
    package static let names = News(rawValue: 1)
    /// Entries of a channel may have gone.
    package static let departures = News(rawValue: 2)
  }

  /// Readable when there is news.
  package var number: CInt { group.number }
  /// Whether inotify could not be had, so that the timer does its work.
  package private(set) var isPolling = false

  private let group: DescriptorGroup
  private var timer: Linux.Timer
  private var inotify: Inotify?
  /// What is news of a directory.
  private var interests: [Watch: Interest] = [:]

  private enum Interest {
    /// The coming and going of one name.
    case name(PathBytes)
    /// Whatever happens.
    case any
    /// What goes.
    case departures
  }

  /// How often a reader looks without inotify.
  private static let pollInterval = Duration.nanoseconds(16_666_667)  // 60 times a second
  /// How often it looks for a root that could not be opened.
  private static let retryInterval = Duration.seconds(1)

  package init() throws(ChannelError) {
    group = try kernel(DescriptorGroup())
    timer = try kernel(Linux.Timer())
    try kernel(group.add(readable: timer.number))
    do throws(SystemError) {
      let inotify = try Inotify()
      try group.add(readable: inotify.number)
      self.inotify = inotify
    } catch {
      fallBack()
    }
  }

  /// Rings when `name` comes to or goes from the directory, or the directory itself goes.
  package func watch(directory: CInt, for name: String) -> Watch? {
    watch(directory, for: Self.directoryMask, .name(PathBytes(name)))
  }

  /// Rings when anything comes to or goes from the directory, or the directory itself goes.
  package func watch(entriesOf directory: CInt) -> Watch? {
    watch(directory, for: Self.directoryMask, .any)
  }

  /// Rings when something goes from the directory.
  package func watch(departuresFrom directory: CInt) -> Watch? {
    watch(directory, for: [.deleted, .movedFrom, .onlyDirectory], .departures)
  }

  /// The same for a directory that may be anybody's, such as the root's parent, or one that was
  /// refused; nil where it cannot be watched, which does not rule out inotify.
  ///
  /// - Parameter name: nil for every entry, and for what is written into it.
  package func watch(untrustedPath path: String, for name: String?) -> Watch? {
    let mask: Inotify.Mask = name == nil ? [.modified, .noFollow] : .noFollow
    guard
      let watch = try? inotify?.watch(PathBytes(path), for: Self.directoryMask.union(mask))
    else { return nil }
    interests[watch] = name.map { .name(PathBytes($0)) } ?? .any
    return watch
  }

  private static let directoryMask: Inotify.Mask = [
    .created, .movedTo, .movedFrom, .deleted, .deletedSelf, .movedSelf, .attributes,
    .onlyDirectory,
  ]

  /// Rings when any file in `viewers/` is written or goes.
  package func watch(acknowledgementsIn directory: CInt) -> Watch? {
    // Not `IN_CREATE`: a process that looks then may find a viewer's file before its viewer has the
    // lock.
    watch(directory, for: [.modified, .deleted])
  }

  /// Rings when the file is written, or loses or changes its name.
  package func watch(file: CInt) -> Watch? {
    watch(file, for: [.modified, .attributes, .movedSelf])
  }

  /// Rings when the file loses its name, and not when it is written.
  package func watch(nameOfFile file: CInt) -> Watch? { watch(file, for: .attributes) }

  /// Ends a watch; one that the kernel has ended already is fine.
  package func remove(_ watch: Watch) {
    interests[watch] = nil
    inotify?.remove(watch)
  }

  /// Looks once a second, for what no watch can tell.
  package func retryLater() { if !isPolling { timer.ring(every: Self.retryInterval) } }

  /// Rings at once, and lets the next look be at everything.
  package func retryNow() { if !isPolling { timer.ring() } }

  /// Takes all news at once, so that what comes after the next look rings again.
  package func takeNews() -> News {
    var news: News = isPolling ? [.names, .departures] : []
    if timer.isOn, timer.takeRing() {
      news.formUnion([.names, .departures])
      if !isPolling { timer.switchOff() }  // a retry is for once
    }
    return inotify?.takeEvents().reduce(into: news) { $0.formUnion(self.news(in: $1)) } ?? news
  }

  private func news(in event: Inotify.Event) -> News {
    guard let watch = event.watch else { return [.names, .departures] }  // events were lost
    // What the removal of a watch says; an end that matters was told of before.
    if event.mask.contains(.ignored) { return [] }
    switch interests[watch] {
    // Without a name the event is about the directory itself.
    case .name(let expected): return event.name == nil || event.name == expected ? .names : []
    case .any: return .names
    case .departures: return .departures
    // A file's attributes.
    case nil: return event.mask.contains(.modified) ? [] : .names
    }
  }

  /// By the open descriptor: what was checked is what is watched.
  private func watch(
    _ descriptor: CInt, for mask: Inotify.Mask, _ interest: Interest? = nil
  ) -> Watch? {
    guard let inotify else { return nil }
    do throws(SystemError) {
      let watch = try inotify.watch(PathBytes("\(OpenFiles.folder)/\(descriptor)"), for: mask)
      interests[watch] = interest
      return watch
    } catch {
      // Gone meanwhile: for the caller to notice. No watches left, or no /proc: poll.
      let isGone = error.errno == .noSuchFileOrDirectory
      if !isGone || !OpenFiles.areNamed { fallBack() }
      return nil
    }
  }

  private func fallBack() {
    isPolling = true
    inotify = nil
    interests = [:]
    timer.ring(every: Self.pollInterval)
  }
}
