internal import SystemPackage

/// Makes one picture of the files of one shot: cameras write a raw file and a JPEG of the same
/// name. A value that turns what happens to files into what happens to pictures.
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
    /// Those that cannot be shown as they are.
    var refused: Set<FilePath> = []

    /// Those of a side that can be shown as far as is known.
    func good(_ side: Side) -> [FilePath: FileStamp?] {
      let files = files[side] ?? [:]
      return refused.isEmpty ? files : files.filter { !refused.contains($0.key) }
    }

    var isEmpty: Bool { files.values.allSatisfy(\.isEmpty) }
  }

  /// A file's shot.
  private typealias Part = (side: Side, name: FilePath)

  private let preferred: Side
  /// By the path without its ending.
  private var shots: [FilePath: Shot] = [:]

  package init(preferring preferred: Side = .jpeg) { self.preferred = preferred }

  /// What an event means for the pictures.
  mutating func take(_ event: WatchEvent) -> [WatchEvent] {
    switch event {
    case .added(let path, let stamp, _), .replaced(let path, let stamp):
      guard let part = Self.part(path) else { return [event] }
      let before = pictures(part.name)
      put(path, stamp, part)
      let after = pictures(part.name)
      if after[path] == nil { return [] }
      return Self.sorted(before).filter { after[$0.key] == nil }.map { .removed($0.key) } + [event]
    case .removed(let path):
      guard let part = Self.part(path) else { return [event] }
      let before = pictures(part.name)
      drop(path, part)
      guard before[path] != nil else { return [] }
      return succession(of: path, before, part.name) ?? [event]
    case .moved(let path, let name, let stamp): return move(path, to: name, stamp)
    default: return [event]
    }
  }

  /// A file cannot be shown as it is, and the show has left it: what its shot has besides takes its
  /// place, and its turn.
  mutating func refuse(_ path: FilePath) -> [WatchEvent] {
    guard let (side, name) = Self.part(path), shots[name]?.files[side]?[path] != nil else {
      return []
    }
    let before = pictures(name)
    shots[name]?.refused.insert(path)
    return Self.sorted(pictures(name)).filter { before[$0.key] == nil }
      .map { .added($0.key, $0.value, isNew: true) }
  }

  private mutating func move(
    _ path: FilePath, to name: FilePath, _ stamp: FileStamp?
  ) -> [WatchEvent] {
    let (old, new) = (Self.part(path), Self.part(name))
    let before = old.map { pictures($0.name) } ?? [path: stamp]
    let beside = new.map { pictures($0.name) } ?? [:]
    if let old { drop(path, old) }
    if let new { put(name, stamp, new) }
    let after = new.map { pictures($0.name) } ?? [name: stamp]
    let gone = Self.sorted(beside).filter { $0.key != path && after[$0.key] == nil }
      .map { WatchEvent.moved($0.key, to: name, stamp) }
    guard before[path] != nil else {
      // It was left out, and may be a picture from now on.
      return after[name] == nil ? [] : [.added(name, stamp, isNew: false)] + gone
    }
    // What was shown of it is a picture of that shot from now on, whichever of its files is.
    let heir = after[name] == nil ? Self.sorted(after).first : (key: name, value: stamp)
    guard let heir else { return [.removed(path)] }
    let left = old.map { Self.sorted(pictures($0.name)) } ?? []
    let news = left.filter { before[$0.key] == nil && beside[$0.key] == nil && $0.key != heir.key }
      .map { WatchEvent.added($0.key, $0.value, isNew: false) }
    return [.moved(path, to: heir.key, heir.value)] + gone + news
  }

  /// What becomes of a picture whose file has gone: another file of its shot is the picture now, if
  /// there is one that was left out so far.
  private func succession(
    of path: FilePath, _ before: [FilePath: FileStamp?], _ name: FilePath
  ) -> [WatchEvent]? {
    let heirs = Self.sorted(pictures(name)).filter { before[$0.key] == nil }
    guard let first = heirs.first else { return nil }
    return [.moved(path, to: first.key, first.value)]
      + heirs.dropFirst().map { .added($0.key, $0.value, isNew: false) }
  }

  private mutating func put(_ path: FilePath, _ stamp: FileStamp?, _ part: Part) {
    shots[part.name, default: Shot()].files[part.side, default: [:]].updateValue(
      stamp, forKey: path)
    shots[part.name]?.refused.remove(path)
  }

  private mutating func drop(_ path: FilePath, _ part: Part) {
    shots[part.name]?.files[part.side]?[path] = nil
    shots[part.name]?.refused.remove(path)
    if shots[part.name]?.isEmpty ?? false { shots[part.name] = nil }
  }

  /// The files of a shot that are pictures: those on the side that is preferred, or where there is
  /// none that can be shown, the others.
  private func pictures(_ name: FilePath) -> [FilePath: FileStamp?] {
    guard let shot = shots[name] else { return [:] }
    let files = shot.good(preferred)
    return files.isEmpty ? shot.good(preferred.other) : files
  }

  private static func sorted(
    _ files: [FilePath: FileStamp?]
  ) -> [(key: FilePath, value: FileStamp?)] {
    files.count < 2 ? Array(files) : files.sorted { "\($0.key)" < "\($1.key)" }
  }

  /// Which side of which shot a file is; nil for one that belongs to none.
  private static func part(_ path: FilePath) -> Part? {
    guard let ending = path.extension?.lowercased(),
      let side = Side.allCases.first(where: { $0.endings.contains(ending) })
    else { return nil }
    var name = path
    name.extension = nil
    return (side, name)
  }
}
