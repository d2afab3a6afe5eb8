internal import ArgumentParser
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
    let name = CommandLineText.display(file)
    guard !file.isEmpty else { throw Failure.emptyName }
    guard let path = path() else { throw Failure(.noInput, "\(name): \(Errno.fileNameTooLong)") }
    try Steering.send(
      .jump(path), channelOption,
      refusal: "\(name): is not a picture of the slideshow on channel \(channelOption.name())")
  }

  /// The whole path of a file that is there, which the show knows it by; else what was given, for
  /// the show to find; nil for what is no path.
  private func path() -> FilePath? {
    let given = FilePath(
      platformString: CommandLineText.bytes(of: file).map(CInterop.PlatformChar.init(bitPattern:))
        + [0])
    let isThere = given.withPlatformString { access($0, F_OK) } == 0
    guard isThere, given.isRelative, let folder = Self.currentFolder() else {
      return Self.isSendable(given) ? given : nil
    }
    let whole = folder.pushing(given).lexicallyNormalized()
    return Self.isSendable(whole) ? whole : nil
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
