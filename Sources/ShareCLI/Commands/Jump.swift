internal import ArgumentParser
private import CommandLineFiles
private import Glibc
private import ShmChannel
private import SystemPackage

/// `shmshare jump`: takes a running slideshow to one picture.
struct Jump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jump",
    abstract: "Show one picture of the slideshow.",
    discussion: """
      FILE is a file of the slideshow, or the end of its path where that means one picture only. \
      Ends with 66 where no slideshow runs or it has no such picture, 75 if it does not answer within \
      5 seconds.
      """)

  @Argument(help: ArgumentHelp("The picture to show.", valueName: "file"))
  var file: String

  @OptionGroup var channelOption: ChannelOption

  func run() throws {
    guard !file.isEmpty else { throw Failure.emptyName }
    let name = try channelOption.name()
    for path in paths() {
      if try Steering.isDone(.jump(path), name) { return }
    }
    throw Failure(
      .noInput,
      "\(CommandLineText.display(file)): is not a picture of the slideshow on channel \(name)")
  }

  /// What the show may know the picture by: the whole path of a file that is there, with `..` as it
  /// stands or, where links would not change its meaning, without; then what was given.
  private func paths() -> [FilePath] {
    let given = CommandLineText.path(file)
    var paths = [given]
    let isThere = given.withPlatformString { access($0, F_OK) } == 0
    if isThere, given.isRelative, let folder = Self.currentFolder() {
      let path = folder.pushing(given)
      let whole = FilePath(
        root: path.root, path.components.filter { $0.kind != .currentDirectory })
      paths = [whole, path.lexicallyNormalized(), given]
    }
    var seen: Set<FilePath> = []
    return paths.filter { Self.isSendable($0) && seen.insert($0).inserted }
  }

  private static func currentFolder() -> FilePath? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return FilePath(platformString: path)
  }

  /// `PATH_MAX` of limits.h is 4096, with the terminator.
  private static func isSendable(_ path: FilePath) -> Bool {
    path.withPlatformString { (1..<4096).contains(strlen($0)) }
  }
}
