import Glibc
import TestSupport

/// What links lead to, beside the root: nobody may follow them, so nothing here may change.
struct Decoy {
  /// Names as seen from a channel's directory, two levels below the trial's folder.
  static let directory = "../../decoy"
  static let file = "../../decoy/file"

  private static let text = Array("not to be touched\n".utf8)
  private let path: String

  /// Makes the decoy in `folder`, which the root lies in.
  init(in folder: String, owner: UInt32) throws {
    path = folder + "/decoy"
    guard mkdir(path, 0o700) == 0, mkdir(path + "/viewers", 0o700) == 0 else {
      throw TestFailure("cannot make \(path)")
    }
    let file = open(path + "/file", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard write(file, Self.text, Self.text.count) == Self.text.count else {
      throw TestFailure("cannot write \(path)/file")
    }
    for name in [path, path + "/viewers", path + "/file"] { chown(name, owner, owner) }
  }

  /// Checks that nobody has followed a link to it.
  func check() throws {
    let names = Folder.entries(path) + Folder.entries(path + "/viewers")
    try demand(
      names == ["file", "viewers"] && Folder.contents(path + "/file") == Self.text,
      "a link was followed out of a channel: \(names)")
  }
}
