import Glibc
import TestSupport

/// A file of a channel that is about to suffer.
struct Target {
  let path: String
  let layout: HeaderLayout

  /// Some file of the channel in `folder`; the latest frame and `control` more often than others.
  static func any(in folder: String, _ random: inout SeededGenerator) -> Target {
    let control = Target(path: folder + "/control", layout: .control)
    let frames = Folder.entries(folder).filter { $0.hasPrefix("frame-") }
      .map { Target(path: folder + "/" + $0, layout: .frame) }
    let viewers = realEntries(folder + "/viewers")
      .map { Target(path: folder + "/viewers/" + $0, layout: .viewer) }
    switch Int.random(in: 0..<18, using: &random) {
    case 0..<5: return control
    case 5..<13: return frames.randomElement(using: &random) ?? control
    case 16..<18: return Target(path: folder + "/show", layout: .show)
    case 13: return viewers.randomElement(using: &random) ?? control
    case 14: return Target(path: folder + "/lock", layout: .control)
    default: return Target(path: folder + "/viewers", layout: .viewer)
    }
  }

  /// The names in a directory; none where a link leads to one, since what stands there is not ours.
  private static func realEntries(_ path: String) -> [String] {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [] }
    return Folder.entries(path)
  }

  /// Writes over a part of the file, which must be a regular one.
  func write(_ bytes: [UInt8], at offset: Int) {
    let file = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard file >= 0 else { return }
    defer { close(file) }
    guard byteCount != nil else { return }
    _ = pwrite(file, bytes, bytes.count, off_t(offset))
  }

  /// The header's bytes, as far as the file goes.
  func header() -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard file >= 0 else { return [] }
    defer { close(file) }
    return [UInt8](unsafeUninitializedCapacity: layout.byteCount) { buffer, count in
      count = max(0, pread(file, buffer.baseAddress, buffer.count, 0))
    }
  }

  /// The size of a regular file; nil for anything else.
  var byteCount: Int? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
