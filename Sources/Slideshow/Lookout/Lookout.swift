package import SystemPackage

/// Keeps an eye on the processes that look at files for a show, so that a file system which does
/// not answer costs the show no more than that file system's pictures. A value that knows no
/// process, no file and no clock.
///
/// One process, the *watcher*, looks at everything. It says where it is about to look; when nothing
/// comes for `patience`, it is ended, and not waited for, since it may hang in the kernel. Another
/// takes its place and passes over what does not answer, while a *scout* waits there for an answer.
/// With that, the directory belongs to the show again.
package struct Lookout: Sendable {
  /// Tells one process from all others of this show.
  package struct ProcessNumber: Hashable, Sendable {
    package let rawValue: UInt64
  }

  /// What has happened.
  package enum Input: Sendable {
    case said(ProcessNumber, LookoutMessage)
    /// The process is gone, or talks nonsense.
    case ended(ProcessNumber)
    /// The show wants to know whether a file is worth decoding.
    case look(UInt64, FilePath)
    /// A file cannot be shown as it is.
    case refused(FilePath)
    /// A list has named these; whether that was its end.
    case named([NamedPlace], isEnd: Bool)
    /// Nothing but time has passed.
    case time
  }

  /// What is to be done, in order.
  package enum Effect: Hashable, Sendable {
    case start(ProcessNumber, DirectoryWatcher.Options)
    /// What it says counts no more, and it is to end at once.
    case end(ProcessNumber)
    case ask(ProcessNumber, UInt64, FilePath)
    /// Passes on what a list has named, and how far it is.
    case pass(ProcessNumber, [NamedPlace], ListState)
    case tell(WatchEvent)
    /// The answer to a look; nil where the file system gives none.
    case answer(UInt64, LookoutMessage.Finding?)
    case log(FilePath, String)
  }

  /// How long any answer may take.
  package static let patience = Duration.seconds(2)

  /// The process that looks at everything.
  struct Watcher {
    let number: ProcessNumber
    /// Where it is looking; nil while it rests.
    var place: FilePath?
    /// When it said something last.
    var heard: Duration
  }

  /// A directory that does not answer.
  struct Hung {
    let directory: FilePath
    /// What is passed over for it: all of its file system.
    let covered: FilePath
    var scout: ProcessNumber?
    /// When the scout sets out, if that is not there yet.
    var departure: Duration
  }

  /// What is to be watched, as far as it has been named.
  var options: DirectoryWatcher.Options
  let mountPoint: @Sendable (FilePath) -> FilePath?
  var watcher: Watcher?
  /// When a watcher is to take the place of one that ended by itself.
  var restart: Duration?
  var hung: [Hung] = []
  var known = KnownFiles()
  var pairs: ShotPairs
  /// Looks that have no answer yet, by their numbers.
  var asked: [UInt64: FilePath] = [:]
  /// How long the scout of a directory waited last before it set out, and when it was back.
  var returns: [FilePath: (moment: Duration, delay: Duration)] = [:]
  /// What a list has named.
  var named: Set<NamedPlace> = []
  /// What of that the watcher has not been told.
  var unheard: [NamedPlace] = []
  /// How far the list is, as far as the watcher has been told.
  var heardList: ListState
  /// When a list that begins has named something last, or could not be heard.
  var listHeard: Duration?
  /// Whether the watcher has not heard yet what a list has named.
  var isPassing = false
  var effects: [Effect] = []
  private var lastNumber: UInt64 = 0

  /// - Parameters:
  ///   - options: what is to be watched.
  ///   - pairs: which file of a shot is shown.
  ///   - mountPoint: where the file system begins that a path lies in, told without touching it;
  ///     nil where that is not known.
  package init(
    _ options: DirectoryWatcher.Options, pairs: ShotPairs = ShotPairs(),
    mountPoint: @escaping @Sendable (FilePath) -> FilePath?
  ) {
    self.options = options
    self.pairs = pairs
    heardList = options.list
    self.mountPoint = mountPoint
    restart = .zero
  }

  /// Takes up what has happened by `now`.
  ///
  /// - Parameters:
  ///   - now: since any fixed point in time; never less than before.
  ///   - stamp: the same moment as file systems write it, in nanoseconds since 1970.
  package mutating func take(_ inputs: [Input], at now: Duration, stamp: Int64) -> [Effect] {
    for input in inputs { handle(input, now) }
    passTime(now, stamp)
    noticePause(now)
    defer { effects = [] }
    return effects
  }

  /// When to ask again though nothing has come.
  package var deadline: Duration? {
    let silence = watcher.flatMap { $0.place == nil ? nil : $0.heard + Self.patience }
    let departures = hung.filter { $0.scout == nil }.map(\.departure)
    return ([silence, restart, listPause] + departures).compactMap { $0 }.min()
  }

  /// Directories that do not answer, since when first.
  package var silent: [FilePath] { hung.map(\.directory) }

  /// Tells the show what is news in what happened to files.
  mutating func tell(_ events: [WatchEvent]) {
    for event in events { effects += pairs.take(event).map { .tell($0) } }
  }

  mutating func nextNumber() -> ProcessNumber {
    lastNumber += 1
    return ProcessNumber(rawValue: lastNumber)
  }
}
