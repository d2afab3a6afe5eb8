import TestSupport

/// What a process holds: proc(5).
struct Holding {
  /// Resident memory without that of files and shared memory.
  private(set) var kibibytes = 0
  /// Resident shared memory.
  private(set) var sharedKibibytes = 0
  private(set) var descriptors = 0
  /// Mappings of files, such as frames. How many others there are says how malloc(3) has cut what is
  /// counted as memory; and those of a library, which Xlib may load for the first drag after an hour,
  /// come once and do not grow.
  private(set) var mappings = 0

  init() {}

  init(of process: Int32) {
    let status = String(decoding: Folder.contents("/proc/\(process)/status"), as: UTF8.self)
    func kibibytes(_ key: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
      return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
    self.kibibytes = kibibytes("RssAnon:")
    sharedKibibytes = kibibytes("RssShmem:")
    descriptors = Folder.entries("/proc/\(process)/fd").count
    let maps = String(decoding: Folder.contents("/proc/\(process)/maps"), as: UTF8.self)
    mappings = maps.split(separator: "\n").count { $0.contains("/") && !$0.contains(".so.") }
  }

  /// Whether no more is open or mapped than at first; a few frames may be more or less.
  func holdsNoMore(than first: Holding) -> Bool {
    descriptors <= first.descriptors + 6 && mappings <= first.mappings + 12
  }
}

/// What all processes of the soak hold at a rest.
struct Holdings {
  var publisher = Holding()
  var viewer = Holding()
  var server = Holding()
  /// What the X server keeps for the viewer.
  let resources: XResources
  var frames = 0
  var tmpfsKibibytes = 0

  init(_ resources: XResources) { self.resources = resources }

  /// By how much the least of late rests may be above the most of early ones: an allocator's
  /// chance.
  static let slack = 256

  /// - Throws: `BrokenPromise` when there is more of what can be counted than at the first rest.
  func requireNoMore(than first: Holdings) throws {
    let pairs = [
      ("publisher", publisher, first.publisher), ("viewer", viewer, first.viewer),
      ("X server", server, first.server),
    ]
    for (who, now, then) in pairs {
      try demand(now.holdsNoMore(than: then), "the \(who) holds \(now), and at first \(then)")
    }
    try demand(
      resources.count <= first.resources.count + 6
        && resources.pixmapBytes <= first.resources.pixmapBytes,
      "the X server keeps \(resources) for the viewer, and at first \(first.resources)")
    try demand(frames <= Stream.mostFrames(1), "\(frames) frame files")
    // 320x240, and a quarter more, which PROTOCOL.md, section 7, lets a file waste; its header; and
    // a page each for control, lock and viewer.
    let most = frames * (300 + 75 + 4) + 12
    try demand(tmpfsKibibytes <= most, "\(tmpfsKibibytes) KiB in \(frames) frame files")
  }

  /// - Throws: `BrokenPromise` when memory has grown from the first third of the rests to the last.
  static func requireFlat(_ course: [Holdings]) throws {
    let measures: [(String, (Holdings) -> Int)] = [
      ("publisher's own", \.publisher.kibibytes), ("viewer's own", \.viewer.kibibytes),
      ("X server's own", \.server.kibibytes), ("publisher's shared", \.publisher.sharedKibibytes),
      ("viewer's shared", \.viewer.sharedKibibytes),
      ("X server's shared", \.server.sharedKibibytes),
    ]
    for (what, measure) in measures {
      try Flatness.require(course.map(measure), "the \(what) memory, in KiB,", slack: Self.slack)
    }
  }

  /// For the report.
  var described: [(String, Int)] {
    [
      ("KiB of the publisher's own memory in the end", publisher.kibibytes),
      ("KiB of the viewer's", viewer.kibibytes), ("KiB of the X server's", server.kibibytes),
      ("KiB of shared memory", tmpfsKibibytes), ("frame files", frames),
      ("descriptors of the viewer", viewer.descriptors),
      ("X resources of the viewer", resources.count),
    ]
  }
}
