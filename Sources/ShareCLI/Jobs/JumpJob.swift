private import CommandLineFiles
private import Glibc
private import Linux
internal import ShmChannel
internal import ShmShow
internal import SystemPackage

/// Takes the slideshow on a channel to one picture.
struct JumpJob: Job {
  /// As `CommandLineText` has it.
  let file: String
  let channel: ChannelName

  func run() throws(Failure) {
    guard !file.isEmpty else { throw Failure.emptyName }
    for path in paths() {
      if try SteerJob(command: .jump(path), channel: channel).isDone() { return }
    }
    throw Failure(
      .noInput,
      "\(CommandLineText.display(file)): is not a picture of the slideshow on channel \(channel)")
  }

  /// What the show may know the picture by: its whole path, with `..` as it stands or, where links
  /// would not change its meaning, without; then what was given. Whether it is there is not asked,
  /// since its file system may not answer.
  func paths() -> [FilePath] {
    let given = CommandLineText.path(file)
    var paths = [given]
    if !given.isEmpty, given.isRelative, let folder = WorkingDirectory.path {
      let path = folder.pushing(given)
      paths = [path.withoutDots, path.lexicallyNormalized(), given]
    }
    var seen: Set<FilePath> = []
    return paths.filter { Self.isSendable($0) && seen.insert($0).inserted }
  }

  /// `PATH_MAX` of limits.h is 4096, with the terminator.
  private static func isSendable(_ path: FilePath) -> Bool {
    path.withPlatformString { (1..<4096).contains(strlen($0)) }
  }
}
