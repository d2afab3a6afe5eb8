internal import Linux
internal import ShmChannel
internal import SystemPackage

/// The one place of a show on a channel: held by the lock on the show file.
struct ShowSeat {
  let channel: ChannelDirectory
  let file: ShowFile
  /// The channel was born with the show, and is to go with it.
  let isPrivate: Bool
  /// What a show said last that had the place, and was killed.
  private(set) var predecessor: ShowStatus?

  /// How long a show that starts tries, since a process that looks whether a show lives has the
  /// lock of a killed one's file for a moment.
  private static let patience = Duration.milliseconds(250)
  /// How long a running show has for ending.
  private static let endingTimeout = Duration.seconds(5)

  /// Takes the place, also from a killed show.
  ///
  /// - Throws: `ShowError.isRunning` or `.doesNotAnswer`.
  init(
    on name: ChannelName, in root: ChannelRoot, _ page: ShowPage, replacing: Bool
  ) throws(ShowError) {
    let deadline = Deadline(after: replacing ? Self.endingTimeout : Self.patience)
    var told: FileStatus.Identity?
    var killed: ShowStatus?
    var pause = Duration.microseconds(20)
    while true {
      let attempt = try onChannel { () throws(ChannelError) in
        try Self.attempt(on: name, in: root, page)
      }
      let holder: ShowFile
      switch attempt {
      case .taken(let seat):
        self = seat
        predecessor = killed
        return
      case .lost: continue
      case .vacated(let status):
        killed = status
        continue
      case .held(let file): holder = file
      }
      if replacing {
        try onChannel { () throws(ChannelError) in try Self.stop(holder, unless: &told) }
      }
      guard !deadline.hasPassed else {
        let page = try onChannel(holder.page)
        let processID = page?.status.processID ?? 0
        throw replacing
          ? .doesNotAnswer(name, processID: processID) : .isRunning(name, processID: processID)
      }
      Clock.sleep(pause)
      pause = min(pause * 2, .milliseconds(10))
    }
  }

  /// Tells the show that has this file to end, once; `told` is the file that was told before.
  private static func stop(
    _ holder: ShowFile, unless told: inout FileStatus.Identity?
  ) throws(ChannelError) {
    let identity = try holder.status().identity
    guard identity != told, try holder.page() != nil, let record = ShowRecord.encode(.stop) else {
      return
    }
    _ = try holder.append(record)
    told = identity
  }

  private init(channel: ChannelDirectory, file: ShowFile, isPrivate: Bool) {
    self.channel = channel
    self.file = file
    self.isPrivate = isPrivate
  }

  private enum Attempt {
    case taken(ShowSeat)
    case held(ShowFile)
    /// Something went meanwhile: from the name again.
    case lost
    /// A killed show's file is out of the way: from the name again.
    case vacated(ShowStatus?)
  }

  private static func attempt(
    on name: ChannelName, in root: ChannelRoot, _ page: ShowPage
  ) throws(ChannelError) -> Attempt {
    // A channel that is not there yet gets its name with the show in it: a kill in between leaves
    // no private channel that does not look like one.
    var born: ShowFile?
    let channel = try ChannelDirectory.openOrCreate(name, in: root) {
      (directory) throws(ChannelError) in born = try ShowFile.create(in: directory, page)
    }
    if let born,
      try channel.directory.status(of: FileName.show)?.identity == born.status().identity
    {
      try channel.control.ring()
      return .taken(ShowSeat(channel: channel, file: born, isPrivate: page.isPrivate))
    }
    return try attempt(in: channel, root, page)
  }

  /// On a channel that was there before; under the publishers' lock, so that it cannot be removed
  /// meanwhile.
  private static func attempt(
    in channel: ChannelDirectory, _ root: ChannelRoot, _ page: ShowPage
  ) throws(ChannelError) -> Attempt {
    guard let lock = try channel.lock(in: root) else { return .lost }
    var shared = page
    shared.isPrivate = false
    if let file = try ShowFile.create(in: channel.directory, shared) {
      lock.release()
      try channel.control.ring()
      return .taken(ShowSeat(channel: channel, file: file, isPrivate: false))
    }
    guard let other = try ShowFile.openIfPresent(in: channel.directory, appending: true) else {
      return .lost
    }
    guard try other.tryLock() else { return .held(other) }
    // A killed show's, and nobody else's now.
    guard try other.isLinked() else { return .lost }
    let left = try other.page()
    if page.isPrivate, left?.isPrivate == true, let directory = try root.openIfPresent() {
      try Leftovers.retire(channel.directory, named: channel.name, in: directory, holding: lock)
    } else {
      try channel.directory.unlink(FileName.show)
    }
    return .vacated(left?.status)
  }

  /// Leaves a place that is of no use any more, to take another.
  func giveUp() throws(ChannelError) {
    if try file.isLinked() { try channel.directory.unlink(FileName.show) }
    file.unlock()
  }

  /// Leaves the place for good; a private channel goes with it.
  func leave(in root: ChannelRoot) {
    defer { file.unlock() }
    if isPrivate {
      // Where that fails the file stays, and a sweep knows the channel by it.
      try? removeChannel(in: root)
    } else if (try? file.isLinked()) == true {
      try? channel.directory.unlink(FileName.show)
      try? channel.control.ring()
    }
  }

  private func removeChannel(in root: ChannelRoot) throws(ChannelError) {
    guard let lock = try channel.lock(in: root), let directory = try root.openIfPresent() else {
      return
    }
    try Leftovers.retire(channel.directory, named: channel.name, in: directory, holding: lock)
  }
}
