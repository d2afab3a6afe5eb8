import CommandLineFiles
import Glibc
import Linux
import ShmChannel
import ViewerCore

/// What is wrong with the command line.
enum UsageError: Error, Equatable {
  /// A file stands where a channel belongs.
  case file(String)
  /// A directory's path stands where a channel belongs.
  case directory(String)
  /// Not a name that a channel can have, and why.
  case channelName(String)
  /// One window shows one channel.
  case twoChannels(String, String)
  /// Words after `--`, which belong to a slideshow, and there is none.
  case noSlideshow(String)
  /// An option for the slideshow that the viewer has set itself.
  case ownOption(String)
  /// The monitor's name has no character.
  case emptyMonitor
  /// A snapshot is of no monitor's size.
  case snapshotOfScreen
  /// A slideshow is no picture.
  case snapshotOfSlideshow
  /// A second directory, where the channel belongs.
  case secondDirectory(String)
}

extension UsageError: CustomStringConvertible {
  /// What is wrong, and what to do.
  var description: String {
    switch self {
    case .file(let path): "\(path) is a file; to show it: shmshare \(path)"
    case .directory(let path):
      "\(path) is a directory; to show it: shmview --slideshow \(path)"
    case .emptyMonitor:
      "--monitor \"\" names no monitor; xrandr --listmonitors says their names"
    case .snapshotOfScreen:
      "--fullscreen and --monitor need a screen, --snapshot has none; its size is --geometry"
    case .snapshotOfSlideshow:
      "--snapshot writes the picture that a channel has now; it cannot go with --slideshow"
    case .noSlideshow(let word): "\(word): what follows -- is for --slideshow"
    case .ownOption(let option):
      "\(option) is not for the slideshow: its channel is the window's; "
        + "to name it: shmview CHANNEL --slideshow DIR"
    case .secondDirectory(let path):
      "\(path) is a directory; to show it, too: --slideshow \(path); "
        + "for the channel of that name: --channel \(path)"
    case .channelName(let reason): reason
    case .twoChannels(let first, let second):
      "a window shows one channel, not \(first) and \(second)"
    }
  }
}

/// The two ways to name a channel: the plain argument, and `--channel`.
enum ChannelArgument {
  /// The channel that the command line means.
  static func channel(argument: String?, option: String?) throws(UsageError) -> ChannelName {
    if let argument, let option, argument != option { throw .twoChannels(argument, option) }
    if let option { return try channelName(option) }
    guard let argument else { return .standard }
    return try name(argument)
  }

  /// The channel of that name; somebody who names a file means `shmshare`.
  static func name(_ text: String) throws(UsageError) -> ChannelName {
    let kind = kind(of: text)
    // A directory that happens to have the channel's name is not meant: only its path is.
    if text.contains("/") { throw kind == .directory ? .directory(text) : .file(text) }
    if kind == .regularFile { throw .file(text) }
    return try channelName(text)
  }

  /// Refuses what cannot be meant beside a slideshow.
  static func check(argument: String?, showOptions: [String]) throws(UsageError) {
    let own = ["--channel", "--private", "--die-with-parent"]
    for option in showOptions {
      let name = option.prefix { $0 != "=" }
      if own.contains(String(name)) { throw .ownOption(String(name)) }
    }
    if let argument, kind(of: argument) == .directory { throw .secondDirectory(argument) }
  }

  /// What the file of that name is; nil where there is none.
  private static func kind(of name: String) -> FileStatus.Kind? {
    try? FileStatus(at: PathBytes(CommandLineText.bytes(of: name))).kind
  }

  /// The channel of a slideshow that belongs to this process alone.
  static func ofOwnShow() throws(UsageError) -> ChannelName { try channelName("show-\(getpid())") }

  private static func channelName(_ text: String) throws(UsageError) -> ChannelName {
    do {
      return try ChannelName(text)
    } catch {
      throw .channelName("\(error)")
    }
  }
}
