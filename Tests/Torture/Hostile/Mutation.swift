import Glibc
import TestSupport

/// One way to spoil a channel's files, as a broken or hostile process of the same user could.
enum Mutation: CaseIterable {
  case bitFlips, field, size, garbage, copiedHeader
  case cut, growth, unlinking
  case directory, symbolicLink, pipe, hardLink, socket
  case mode, swap, directoryMode, planted

  /// Spoils a file of the channel in `folder`, or the folder.
  func apply(to folder: String, _ random: inout SeededGenerator) {
    let target = Target.any(in: folder, &random)
    switch self {
    case .bitFlips, .field, .size, .garbage, .copiedHeader:
      overwrite(target, in: folder, &random)
    case .cut, .growth: resize(target, &random)
    case .unlinking: unlink(target.path)
    case .directory, .symbolicLink, .pipe, .hardLink, .socket:
      replace(target, in: folder, &random)
    case .mode: setMode(of: target.path, &random)
    case .swap: rename(target.path, Target.any(in: folder, &random).path)
    case .directoryMode: setMode(of: folder, &random)
    case .planted: plant(beside: folder, &random)
    }
  }

  /// Of the path itself, never of what a link leads to.
  private func setMode(of path: String, _ random: inout SeededGenerator) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else { return }
    chmod(path, Self.modes.randomElement(using: &random) ?? 0)
  }

  private static let modes: [mode_t] = [0o000, 0o200, 0o400, 0o604, 0o640, 0o644, 0o777, 0o4700]

  private func overwrite(_ target: Target, in folder: String, _ random: inout SeededGenerator) {
    switch self {
    case .bitFlips:
      var bytes = target.header()
      guard !bytes.isEmpty else { return }
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      target.write(bytes, at: 0)
    case .field:
      guard let field = target.layout.fields.randomElement(using: &random) else { return }
      let edge = HeaderLayout.edges.randomElement(using: &random) ?? 0
      target.write(littleEndian(edge, byteCount: field.byteCount), at: field.offset)
    case .size:
      for offset in [HeaderLayout.width, HeaderLayout.height, HeaderLayout.rowStride] {
        let edge = HeaderLayout.edges.randomElement(using: &random) ?? 0
        target.write(littleEndian(edge, byteCount: 4), at: offset)
      }
    case .garbage:
      let offset = Int.random(in: 0..<target.layout.byteCount, using: &random)
      let bytes = (offset..<target.layout.byteCount).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      target.write(bytes, at: offset)
    default:
      target.write(Target.any(in: folder, &random).header(), at: 0)
    }
  }

  private func resize(_ target: Target, _ random: inout SeededGenerator) {
    guard let now = target.byteCount else { return }
    let edges = [0, 1, 8, 39, 40, 63, 64, 103, 1103, 1104, 4095, 4096, 4097, now - 4, now - 1]
    let cut = edges.filter { $0 >= 0 && $0 < now }.randomElement(using: &random) ?? 0
    // No frame of a terabyte: an X server that attaches one in the moment in which it grows, and
    // puts from it when it was cut, ends for want of memory (`FireTrial` has those that the viewer
    // can see).
    let isFrame = target.layout.byteCount == HeaderLayout.frame.byteCount
    let growths = [
      now &+ 1, now &+ 4096, now &+ 70_000, 1 << 32, isFrame ? 1 << 33 : 1 << 40, Int.max,
    ]
    let growth = growths.randomElement(using: &random) ?? now
    truncate(target.path, off_t(self == .cut ? cut : max(now, growth)))
  }

  private func replace(_ target: Target, in folder: String, _ random: inout SeededGenerator) {
    if self == .hardLink {
      link(target.path, folder + "/../.link-\(UInt32.random(in: 0 ... .max, using: &random))")
      return
    }
    Folder.remove(target.path)
    switch self {
    case .directory: mkdir(target.path, 0o700)
    case .symbolicLink:
      // All within the trial's own folder: what is tried here must not be able to reach further.
      let ends = ["nowhere", target.path, folder + "/control", folder, Decoy.file, Decoy.directory]
      symlink(ends.randomElement(using: &random) ?? "", target.path)
    case .pipe: mkfifo(target.path, 0o600)
    default: mknod(target.path, mode_t(S_IFSOCK) | 0o600, 0)
    }
  }

  /// Things that the sweep of the root meets.
  private func plant(beside folder: String, _ random: inout SeededGenerator) {
    let number = String(UInt64.random(in: 0 ... .max, using: &random), radix: 16)
    let kind = Bool.random(using: &random) ? ".new-" : ".dead-"
    let path = folder + "/../" + kind + number  // in the root
    switch Int.random(in: 0..<5, using: &random) {
    case 0: symlink(Decoy.directory, path)
    case 1: mkfifo(path, 0o600)
    case 2: close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600))
    case 3:
      mkdir(path, 0o700)
      symlink(Decoy.file, path + "/control")
      symlink(Decoy.directory, path + "/viewers")
    default:
      mkdir(path, 0o700)
      mkdir(path + "/frame-1", 0o700)
      mkfifo(path + "/frame-2", 0o600)
      link(folder + "/control", path + "/frame-3")
    }
  }
}
