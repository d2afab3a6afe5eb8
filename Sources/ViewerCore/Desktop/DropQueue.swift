import ShmChannel

/// Files that were dropped, put one after the other; each has its time, so that none is in the way
/// of the next for ever.
struct DropQueue: Equatable, Sendable {
  /// A put that takes longer is told of.
  static let patience = Duration.seconds(1)
  /// A put that takes longer is given up. `shmshare` has a limit for the processor's time (30 s);
  /// this one is for files that wait for something else, like a disk or a network that is gone.
  static let limit = Duration.seconds(40)

  private struct Work: Equatable {
    let file: [UInt8]
    let since: Instant
  }

  private var waiting: [[UInt8]] = []
  private var current: Work?

  /// Adds files behind those that wait.
  mutating func append(_ files: [[UInt8]]) { waiting += files }

  /// The file to be put now; nil while another is, or when none is left.
  mutating func start(at now: Instant) -> [UInt8]? {
    guard current == nil, !waiting.isEmpty else { return nil }
    let file = waiting.removeFirst()
    current = Work(file: file, since: now)
    return file
  }

  /// The put has ended.
  mutating func didEnd() { current = nil }

  /// Forgets all files: there is nothing to put them with.
  mutating func clear() { self = DropQueue() }

  /// Gives up a put that has had its time.
  ///
  /// - Returns: what to say of it; nil when there is none such.
  mutating func giveUp(at now: Instant) -> String? {
    guard let work = current, now >= work.since + Self.limit else { return nil }
    current = nil
    return "\(Self.name(work.file)) took more than \(Self.limit.components.seconds) s to be read; "
      + "it was given up"
  }

  /// What the title says while a put takes its time.
  func note(at now: Instant) -> String? {
    guard let work = current, now >= work.since + Self.patience else { return nil }
    let more = waiting.isEmpty ? "" : ", \(waiting.count) more"
    return "reading \(Self.name(work.file))\(more)"
  }

  /// When `note` or `giveUp` next says something else.
  func deadline(after now: Instant) -> Instant? {
    guard let work = current else { return nil }
    let first = work.since + Self.patience
    return now < first ? first : work.since + Self.limit
  }

  /// The last component of a path, for people.
  private static func name(_ file: [UInt8]) -> String {
    let slash = UInt8(ascii: "/")
    return Title.sanitized(String(decoding: file.split(separator: slash).last ?? [], as: UTF8.self))
  }
}
