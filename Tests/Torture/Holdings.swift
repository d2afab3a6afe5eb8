import TestSupport

/// What a process holds: proc(5).
struct Holding {
  /// Resident memory without that of files and shared memory.
  private(set) var kibibytes = 0
  private(set) var descriptors = 0
  private(set) var mappings = 0

  init() {}

  init(of process: Int32) {
    let status = String(decoding: Folder.contents("/proc/\(process)/status"), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    kibibytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    descriptors = Folder.entries("/proc/\(process)/fd").count
    mappings = Folder.contents("/proc/\(process)/maps").count { $0 == UInt8(ascii: "\n") }
  }

  func peak(with other: Holding) -> Holding {
    var peak = self
    peak.kibibytes = max(kibibytes, other.kibibytes)
    peak.descriptors = max(descriptors, other.descriptors)
    peak.mappings = max(mappings, other.mappings)
    return peak
  }

  /// Whether it is no more than was usual at first, but for what chance may add.
  func isFlat(since first: Holding) -> Bool {
    kibibytes <= first.kibibytes + max(4096, first.kibibytes / 4)
      && descriptors <= first.descriptors + 16 && mappings <= first.mappings + 32
  }
}

/// What all processes of the soak hold, and how many frame files there are.
struct Holdings {
  var publisher = Holding()
  var viewer = Holding()
  var server = Holding()
  var frames = 0

  func peak(with other: Holdings) -> Holdings {
    var peak = self
    peak.publisher = publisher.peak(with: other.publisher)
    peak.viewer = viewer.peak(with: other.viewer)
    peak.server = server.peak(with: other.server)
    return peak
  }

  /// - Throws: `BrokenPromise` when something has grown since the first minutes.
  func requireNoMore(than first: Holdings) throws {
    let pairs = [
      ("publisher", publisher, first.publisher), ("viewer", viewer, first.viewer),
      ("X server", server, first.server),
    ]
    for (who, now, then) in pairs {
      try demand(now.isFlat(since: then), "the \(who) has grown from \(then) to \(now)")
    }
    // Two of each of four viewers, the latest, one lent, one idle.
    try demand(frames <= 11, "\(frames) frame files")
  }

  /// For the report.
  var described: [(String, Int)] {
    [
      ("KiB of the publisher's own memory in the end", publisher.kibibytes),
      ("KiB of the viewer's", viewer.kibibytes), ("KiB of the X server's", server.kibibytes),
      ("descriptors of the viewer", viewer.descriptors), ("frame files", frames),
    ]
  }
}
