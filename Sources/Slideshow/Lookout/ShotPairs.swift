internal import SystemPackage

/// Makes one picture of the files of one shot: cameras write a raw file and a JPEG of the same name.
/// A value that turns what happens to files into what happens to pictures.
package struct ShotPairs: Sendable {
  /// Which of the two is shown where both are there.
  package enum Side: String, CaseIterable, Sendable {
    case jpeg, raw

    var other: Side { self == .jpeg ? .raw : .jpeg }

    /// The files that cameras write on this side, by the endings of their names.
    fileprivate var endings: Set<String> {
      switch self {
      case .jpeg: ["jpg", "jpeg", "jpe", "heic", "heif", "hif"]
      case .raw:
        [
          "arw", "cr2", "cr3", "crw", "dng", "nef", "nrw", "orf", "pef", "raf", "rw2", "sr2", "srf",
          "srw",
        ]
      }
    }
  }

  /// The files of a shot that are there.
  private struct Shot {
    var files: [Side: [FilePath: FileStamp?]] = [:]

    func has(_ side: Side) -> Bool { !(files[side] ?? [:]).isEmpty }
  }

  private let preferred: Side
  /// By the path without its ending.
  private var shots: [FilePath: Shot] = [:]

  package init(preferring preferred: Side = .jpeg) { self.preferred = preferred }

  /// What an event means for the pictures.
  mutating func take(_ event: WatchEvent) -> [WatchEvent] {
    switch event {
    case .added(let path, let stamp, _), .replaced(let path, let stamp):
      guard let (side, name) = Self.part(path) else { return [event] }
      let hadPreferred = shots[name]?.has(preferred) ?? false
      shots[name, default: Shot()].files[side, default: [:]].updateValue(stamp, forKey: path)
      if side != preferred { return hadPreferred ? [] : [event] }
      return hadPreferred ? [event] : others(name).map { .removed($0.key) } + [event]
    case .removed(let path):
      guard let (side, name) = Self.part(path) else { return [event] }
      shots[name]?.files[side]?[path] = nil
      let hasPreferred = shots[name]?.has(preferred) ?? false
      defer { if others(name).isEmpty && !hasPreferred { shots[name] = nil } }
      if side != preferred { return hasPreferred ? [] : [event] }
      if hasPreferred { return [event] }
      return [event] + others(name).map { .added($0.key, $0.value, isNew: false) }
    default: return [event]
    }
  }

  /// The files on the side that is not preferred, in their order.
  private func others(_ name: FilePath) -> [(key: FilePath, value: FileStamp?)] {
    (shots[name]?.files[preferred.other] ?? [:]).sorted { "\($0.key)" < "\($1.key)" }
  }

  /// Which side of which shot a file is; nil for one that belongs to none.
  private static func part(_ path: FilePath) -> (Side, FilePath)? {
    guard let ending = path.extension?.lowercased(),
      let side = Side.allCases.first(where: { $0.endings.contains(ending) })
    else { return nil }
    var name = path
    name.extension = nil
    return (side, name)
  }
}
