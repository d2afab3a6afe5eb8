internal import Linux

/// What a list names while the show runs: what a watcher has been told, the next one is told, too.
extension Lookout {
  /// A list that begins has paused when it names nothing for so long.
  static let gathering = Duration.milliseconds(500)
  /// Bytes of paths in one message, but for a single place: few enough that what they lead to takes
  /// no longer than the show waits for a sign of life, on a slow machine as well.
  private static let mostBytes = 2048

  /// Whether there is a list, and more of it can be taken: no more is than the watcher has heard.
  package var takesNames: Bool {
    options.list != .ended && watcher != nil && !isPassing && unheard.isEmpty
  }

  mutating func take(_ places: [NamedPlace], isEnd: Bool, _ now: Duration) {
    let news = places.filter { named.insert($0).inserted }
    options.listed += news
    unheard += news
    listHeard = now
    if isEnd { options.list = .ended }
    passOn()
  }

  /// Names of what has not been there for long.
  mutating func forget(_ places: [NamedPlace]) {
    named.subtract(places)
    let gone = Set(places)
    options.listed.removeAll { gone.contains($0) }
  }

  /// When a list that begins has paused, if it names nothing more.
  var listPause: Duration? {
    options.list == .beginning && takesNames ? listHeard.map { $0 + Self.gathering } : nil
  }

  mutating func noticePause(_ now: Duration) {
    if !takesNames || listHeard == nil { listHeard = now }  // who does not listen does not know
    guard let listPause, now >= listPause else { return }
    options.list = .open
    passOn()
  }

  mutating func watcherHasHeard() {
    isPassing = false
    passOn()
  }

  /// A watcher that starts begins with all of that.
  mutating func watcherKnows() {
    isPassing = false
    unheard = []
    heardList = options.list
  }

  private mutating func passOn() {
    guard let watcher, !isPassing, !unheard.isEmpty || heardList != options.list else { return }
    var byteCount = 0
    let places = unheard.prefix { place in
      defer { byteCount += Self.byteCount(of: place) }
      return byteCount < Self.mostBytes
    }
    unheard.removeFirst(places.count)
    if unheard.isEmpty { heardList = options.list }
    isPassing = true
    effects.append(.pass(watcher.number, Array(places), heardList))
  }

  private static func byteCount(of place: NamedPlace) -> Int {
    [place.path, place.alternative].compactMap { $0 }.reduce(0) { $0 + PathBytes($1).bytes.count }
  }
}
