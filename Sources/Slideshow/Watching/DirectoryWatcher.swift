package import Linux
package import SystemPackage

/// Knows which complete files there are, and tells of every change.
///
/// It sleeps in the kernel until there is one: no timer runs unless a directory must be polled,
/// and no descriptor is held open that would keep a file system from being unmounted.
package final class DirectoryWatcher {
  package struct Options: Hashable, Sendable {
    /// Shown whole, now or when they come.
    package var directories: [FilePath] = []
    /// Shown one by one, whatever the filter says; their directories are watched.
    package var files: [FilePath] = []
    /// Shown as whichever of the two they are.
    package var places: [NamedPlace] = []
    /// What an open list has named so far.
    package var listed: [NamedPlace] = []
    /// Whether more of them are named later, by `add`.
    package var list = ListState.ended
    package var isRecursive = false
    /// Whether links to directories are directories below; those that lead back up are not.
    package var followsLinks = false
    package var filter = NameFilter()
    /// Whether every file added comes with its stamp, which takes a system call each.
    package var needsStamps = false
    /// Whether stamps are to say when pictures were taken, which whoever takes the events adds.
    package var needsCaptureTimes = false
    /// Whether files that come and hold no picture are not told of, which whoever takes the events
    /// sees to: such a file is not to take the place of a picture.
    package var needsPictures = false
    /// How often to look where the kernel does not tell.
    package var pollInterval = Duration.seconds(2)
    /// How many directories may be watched; more are polled. Nil: as many as the kernel allows.
    package var watchLimit: Int?
    /// Passed over with all below them, and not touched: what does not answer.
    package var silent: Set<FilePath> = []
    /// Files that were changed since, in nanoseconds since 1970, count as new at the start too.
    package var knownUntil: Int64?
    /// Directories are polled as if they lay on such a file system.
    package var assumedFileSystem: String?

    package init() {}
  }

  /// What a watch is there for; one directory may be several things.
  enum Role {
    case directory(WatchedDirectory)
    /// Above a root, with the name of the next directory on the way to it.
    case ancestor(WatchedRoot, awaited: FilePath)
    /// On the way that a symbolic link in a directory leads, with the name of what is next there.
    case target(WatchedDirectory, link: FilePath, awaited: FilePath)

    /// Whether what is told is nothing to it any more.
    var isOver: Bool {
      switch self {
      case .directory(let directory), .target(let directory, _, _): directory.isGone
      case .ancestor: false
      }
    }
  }

  let options: Options
  /// Called before a file system is asked about a directory, which it may not answer.
  package var willLook: (FilePath) -> Void = { _ in }
  /// Called before each further look in the same directory.
  package var stillLooks: () -> Void = {}
  let inotify: Inotify?
  private let group: DescriptorGroup
  private let mounts: MountTable?
  private var pollTimer: Timer
  private var workTimer: Timer

  var roots: [WatchedRoot] = []
  /// Those of single files, by their paths.
  var rootsOfFiles: [FilePath: WatchedRoot] = [:]
  /// What has been named, and is not among the roots yet.
  var namings: [Naming]
  /// How far the list is that names more.
  var list: ListState
  /// What has been named by it, while it is open.
  var listedNames = ListedNames(keepingAbsent: 50_000)
  /// What was named otherwise, while a list is open.
  var namedForEver: Set<FilePath> = []
  var roles: [Inotify.Watch: [Role]] = [:]
  /// Looks that are under way, the first one first.
  var scans: [Scan] = []
  /// What was in directories that may come back.
  var former = FormerFiles(keeping: 250_000)
  /// Told at the end of the iteration.
  var events: [WatchEvent] = []
  /// Where the files are that a look without events knows; found out once for each look of an
  /// iteration at most.
  var holders: (look: WatchedDirectory, known: [FileSignature: [Holder]])?
  /// Files whose names others have taken, as looks without events have found; they may have got
  /// other names, which a look that is under way finds.
  var displaced: Set<FileSignature> = []
  /// What the kernel has told, and is not taken up yet.
  var news = NewsQueue()
  /// Moves whose other half may come yet.
  var departures: [Departure] = []
  /// Directories that the news have told of.
  var comings: [Coming] = []
  /// To be looked at when news have told where they are.
  var unreached: [(directory: WatchedDirectory, purpose: Scan.Purpose)] = []
  /// All that had happened by then has been taken up.
  var heardUntil = Int64.min
  /// When the kernel was asked for news last.
  var lastHeard = Int64.min
  /// Whether the files of the start have all been told of.
  var hasScanned = false
  /// Whether the files that the list began with have all been told of.
  var hasGathered = false
  /// Roots whose directories may not be what they were.
  var areRootsInDoubt = false
  var polled: Set<ObjectIdentifier> = []
  var toldReasons: Set<PollingReason> = []

  /// Readable when `takeEvents` has something to do.
  package var number: CInt { group.number }

  /// Starts to watch; nothing is read before the first `takeEvents`.
  package init(_ options: Options) throws(SystemError) {
    self.options = options
    list = options.list
    namings = [
      Naming(directories: options.directories, files: options.files, places: options.places),
      Naming(places: options.listed, isListed: true),
    ]
    group = try DescriptorGroup()
    pollTimer = try Timer()
    workTimer = try Timer()
    inotify = try? Inotify()
    mounts = try? MountTable()
    areRootsInDoubt = true
    try listen()
    workTimer.ring()
  }

  private func listen() throws(SystemError) {
    try group.add(readable: pollTimer.number)
    try group.add(readable: workTimer.number)
    if let number = inotify?.number { try group.add(readable: number) }
    if let mounts { try group.add(urgent: mounts.number) }
  }

  /// Takes up what a list has named since, and how far the list is now. Nothing is read before the
  /// next `takeEvents`.
  package func add(_ places: [NamedPlace], list: ListState) {
    let purpose: Scan.Purpose = self.list == .beginning ? .first : .arrival
    self.list = list
    namings.append(Naming(places: places, purpose: purpose, isListed: true))
    if !workTimer.isOn { workTimer.ring() }
  }

  /// How many entries one iteration looks at, so that the caller's loop goes on.
  private static let entriesPerIteration = 16_384

  /// Does what there is to do, without waiting.
  ///
  /// - Returns: what has happened since the last iteration, in order.
  package func takeEvents() -> [WatchEvent] {
    let isTimeToPoll = pollTimer.isOn && pollTimer.takeRing()
    let haveMountsChanged = mounts?.takeChange() ?? false
    if haveMountsChanged || isTimeToPoll { areRootsInDoubt = true }
    takeNews()
    if haveMountsChanged { recheckMounts() }
    settleDirectories()
    settlePlaces()
    checkRoots()
    if isTimeToPoll { scanPolled() }
    work(entries: Self.entriesPerIteration)
    holders = nil
    keepNamesFew()
    setTimers()
    defer { events = [] }
    return events
  }

  /// Whether time alone will wake it.
  var hasTimer: Bool { pollTimer.isOn || workTimer.isOn }

  private func setTimers() {
    if scans.isEmpty && !areRootsInDoubt && departures.isEmpty {
      if workTimer.isOn { workTimer.switchOff() }
    } else if !workTimer.isOn {
      workTimer.ring()
    }
    let needsPolling = !polled.isEmpty || roots.contains { $0.isPolledFor }
    if needsPolling && !pollTimer.isOn {
      pollTimer.ring(every: max(options.pollInterval, .milliseconds(1)))
    } else if !needsPolling && pollTimer.isOn {
      pollTimer.switchOff()
    }
  }
}
