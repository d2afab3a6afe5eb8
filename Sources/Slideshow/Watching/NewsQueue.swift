internal import Linux

/// What the kernel has told, in order, until it is taken up. A value that knows no kernel.
struct NewsQueue {
  /// An entry of a watched directory.
  private struct Entry: Hashable {
    let watch: Inotify.Watch
    let name: PathBytes

    init?(_ event: Inotify.Event) {
      guard let watch = event.watch, let name = event.name else { return nil }
      (self.watch, self.name) = (watch, name)
    }
  }

  private var events: [Inotify.Event] = []
  private var position = 0
  /// Where it is told last that something comes under a name, as far as that has been looked up.
  private var comings: [Entry: Int] = [:]
  private var lookedUp = 0

  mutating func append(_ news: [Inotify.Event]) {
    if position == events.count { self = NewsQueue() }
    events += news
  }

  mutating func next() -> Inotify.Event? {
    guard position < events.count else { return nil }
    defer { position += 1 }
    return events[position]
  }

  /// Of the moves of which it will be told where they led.
  var arrivingCookies: Set<UInt32> {
    Set(events[position...].filter { $0.mask.contains(.movedTo) }.map(\.cookie))
  }

  /// Whether it will be told that something has come under the name that an event is about.
  mutating func holdsComing(under event: Inotify.Event) -> Bool {
    for index in lookedUp..<events.count {
      let isComing = !events[index].mask.isDisjoint(with: [.created, .movedTo])
      if isComing, let entry = Entry(events[index]) { comings[entry] = index }
    }
    lookedUp = events.count
    return Entry(event).flatMap { comings[$0] }.map { $0 >= position } ?? false
  }
}
