import Glibc
import TestSupport

/// What another user may make where a file, or a directory, of ours belongs.
enum PlantKind: String, CaseIterable {
  /// To a valid file of the owner's own, which would be trusted if the link were followed.
  case link = "a link"
  case hardLink = "a second name of a file of the owner's"
  case pipe = "a pipe"
  /// A directory for a file, a file for a directory.
  case otherKind = "a thing of another kind"
  /// Valid to the last byte, and open to the owner.
  case copy = "a valid copy"
  case closedCopy = "a valid copy that is closed to its victim"
}

/// One planted thing, and a witness of what is done to it.
final class Plant {
  let spot: Spot
  let witness: Witness
  let kind: PlantKind
  private let path: String
  private let content: [String: [UInt8]]
  /// Of viewers' files, so that they are those of viewers that live.
  private var locks: [CInt] = []

  init(_ kind: PlantKind, at spot: Spot, in place: Place) throws {
    (self.spot, self.kind) = (spot, kind)
    path = place.stage.rootPath + "/" + spot.path
    content = try Self.valid(spot, in: place.stage.rootPath)
    witness = try Witness()
    let own = place.commons.path("own")
    Folder.remove(path)
    switch kind {
    case .link:
      try write(to: own, owner: .victim, isOpen: false)
      guard symlink(own, path) == 0 else { throw TestFailure("cannot link \(path)") }
      try witness.watch(own, .uses)
    case .hardLink:
      try write(to: own, owner: .victim, isOpen: false)
      guard link(own, path) == 0 else { throw TestFailure("cannot link \(path)") }
      try witness.watch(own, .accesses)
    case .pipe: mkfifo(path, 0)
    case .otherKind: if spot.isDirectory { close(creat(path, 0)) } else { mkdir(path, 0) }
    case .copy: try write(to: path, owner: .attacker, isOpen: true)
    case .closedCopy: try write(to: path, owner: .attacker, isOpen: false)
    }
    if kind == .pipe || kind == .otherKind { try give(path, to: .attacker, mode: 0o777) }
    if kind == .link { lchown(path, User.attacker.id, User.attacker.id) }
    if kind != .link { try witness.watch(path, .accesses) }
  }

  deinit { for lock in locks { close(lock) } }

  /// What a use says that meets it.
  var refusal: String {
    let path = path
    return kind == .hardLink
      ? "\(path) has 2 links where 1 is expected; remove it\n"
      : "\(path) belongs to user \(User.attacker.id), not to you; remove it or set SHMVIEW_DIR\n"
  }

  /// Whether all is there that was planted.
  var isWhole: Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    if kind == .pipe || kind == .otherKind { return true }
    return content.allSatisfy { Folder.contents(path + $0) == $1 }
  }

  private func write(to base: String, owner: User, isOpen: Bool) throws {
    if spot.isDirectory {
      mkdir(base, 0o700)
      try give(base, to: owner, mode: isOpen ? 0o777 : 0o700)
    }
    for (name, bytes) in content {
      let file = open(base + name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
        throw TestFailure("cannot write \(base + name)")
      }
      try give(base + name, to: owner, mode: isOpen ? 0o666 : 0o600)
      if spot.isViewers { flock(file, LOCK_EX | LOCK_NB) }
      locks.append(file)
    }
  }

  private func give(_ path: String, to owner: User, mode: mode_t) throws {
    guard chown(path, owner.id, owner.id) == 0, chmod(path, mode) == 0 else {
      throw TestFailure("cannot give \(path) away")
    }
  }

  /// Files that would do at that spot, by what follows its path in theirs.
  private static func valid(_ spot: Spot, in root: String) throws -> [String: [UInt8]] {
    let channel = root + "/default/"
    switch spot.path {
    case "default/viewers": return ["/" + Spot.hexadecimal: viewer]
    case "default/viewers/" + Spot.hexadecimal: return ["": viewer]
    case "default/frame-2":
      var frame = Folder.contents(channel + "frame-1")
      for offset in [32, 40] { frame[offset] = 2 }  // PROTOCOL.md, 5: generation and serial
      return ["": frame]
    case _ where spot.isDirectory:
      let files = ["control", "lock", "frame-1"].map { ("/" + $0, Folder.contents(channel + $0)) }
      return Dictionary(uniqueKeysWithValues: files)
    default: return ["": Folder.contents(root + "/" + spot.path)]
    }
  }

  /// A viewer that has shown every generation there will ever be: PROTOCOL.md, 6.
  private static var viewer: [UInt8] {
    let generation = [UInt8](repeating: 0x7F, count: 8)
    let start = Array("SHMVVIEW".utf8) + [1, 0, 0, 0, 1, 0, 0, 0] + generation + generation
    return start + [UInt8](repeating: 0, count: 104 - start.count)
  }
}
