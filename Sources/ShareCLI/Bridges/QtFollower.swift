private import Glibc
private import Linux
private import QtSharing
private import SystemPackage

/// Has a channel follow what other programs share under a key.
final class QtFollower {
  private let place: QtPlace
  private let settings: PictureProcess.Settings
  private let loop: BridgeLoop
  private let lock: QtLockWait
  private var watch = SegmentWatch(ownProcess: getpid())
  private var copy: SegmentCopy
  /// Before that nothing is looked at: what failed by no fault of the picture's is not tried at
  /// once.
  private var pause: Duration?

  private static let retryDelay = Duration.seconds(5)

  init(_ place: QtPlace, _ settings: PictureProcess.Settings) throws(Failure) {
    self.place = place
    self.settings = settings
    loop = try BridgeLoop()
    lock = QtLockWait(place, loop)
    // Beside it there are the file in memory, and what it is decoded to.
    copy = SegmentCopy(limit: settings.costs.memory / 4)
  }

  /// Follows until a signal asks it to end.
  func run() throws(Failure) {
    while !loop.isStopped {
      do { try look() } catch { loop.complain(place.failure(for: error)) }
      try loop.wait(for: nil, as: .tick, tickAfter: SegmentWatch.interval)
    }
    if place.lock.isMade { lock.end {} }
    try loop.finish()
  }

  private func look() throws {
    let now = Clock.monotonic()
    guard now >= pause ?? .zero, let sighting = try sight(), watch.isDue(sighting, at: now) else {
      return
    }
    var hasRead = false
    let isNew = try lock.withLock { () throws -> Bool in
      hasRead = true
      return try read()
    }
    // Others may have written meanwhile.
    if hasRead, isNew == nil { forget() }
    if isNew == true { try show() }
  }

  private func sight() throws(SystemError) -> SegmentSighting? {
    guard let segment = try place.memory.segment(), let status = try segment.status() else {
      return nil
    }
    let lastLocker = try? place.lock.semaphore()?.lastProcess()
    return SegmentSighting(
      segment: segment.id, changed: status.changed, attachments: status.attachments,
      lastUser: status.lastUser, lastLocker: lastLocker)
  }

  /// Attaches, copies and detaches, as the tutorial's receiver does; the last one removes it.
  ///
  /// - Returns: whether there was something new.
  private func read() throws -> Bool {
    guard let segment = try place.memory.segment(), let status = try segment.status() else {
      return false
    }
    let attached = try AttachedSegment(segment, byteCount: status.byteCount, isReadOnly: true)
    let isNew = try copy.update(from: attached)
    attached.detach()
    try place.memory.removeIfUnused(segment)
    watch.noteLook(segment: segment.id, changed: status.changed, at: Clock.monotonic())
    return isNew
  }

  private func show() throws {
    guard case .picture(let start) = try copy.stream() else { return }
    let picture = try PictureProcess(copy.file(from: start), settings)
    while true {
      if loop.isStopped { return picture.kill() }
      if let ending = picture.takeEnding() { return note(ending) }
      try loop.wait(for: picture.descriptor, as: .child, tickAfter: nil)
    }
  }

  private func note(_ ending: Linux::ProcessEnding) {
    switch ending {
    case .exited(0): loop.settle()
    case .exited(ExitStatus.undecodable.rawValue): loop.note(.undecodable)
    case .exited(let code):
      loop.note(ExitStatus(rawValue: code) ?? .trouble)
      retryLater()
    case .signalled(let number) where Signals.endings.contains(number):
      retryLater()  // meant for us as well, as by Ctrl-C, or for nobody's fault
    case .signalled(let number):
      loop.complain(
        Failure(.undecodable, "\(place.name): its decoder was ended by signal \(number)"))
    }
  }

  private func forget() {
    copy.forget()
    watch.forget()
  }

  private func retryLater() {
    forget()
    pause = Clock.monotonic() + Self.retryDelay
  }
}
