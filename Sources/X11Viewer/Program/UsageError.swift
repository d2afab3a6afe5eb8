import ViewerCore

/// What is wrong with the command line.
enum UsageError: Error, Equatable {
  /// A file stands where a channel belongs.
  case file(String)
  /// A directory's path stands where a channel belongs.
  case directory(String)
  /// Not a name that a channel can have, and why.
  case channelName(String)
  /// Two ways to name one channel name two.
  case twoChannels(String, String)
  /// More than a window shows.
  case tooManyChannels(Int)
  /// A channel is named twice.
  case sameChannel(String)
  /// All channels are shown, and some are named.
  case allAndSome(String)
  /// A slideshow has a window of its own.
  case slideshowOfSeveral
  /// One viewer of several channels is not the viewer of one.
  case ifNoneOfSeveral
  /// Columns and rows have not room for all channels.
  case smallGrid(GridShape, channelCount: Int)
  /// Words after `--`, which belong to a slideshow, and there is none.
  case noSlideshow(String)
  /// An option for the slideshow that the viewer has set itself.
  case ownOption(String)
  /// The monitor's name has no character.
  case emptyMonitor
  /// A snapshot is of no monitor's size.
  case snapshotOfScreen
  /// A slideshow is not a picture.
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
      "\(path) is a directory; to show it as well: --slideshow \(path); "
        + "for the channel of that name: --channel \(path)"
    case .channelName(let reason): reason
    case .twoChannels(let first, let second):
      "--channel \(second) names the same channel as the word \(first) would;"
        + " for both in one window: shmview \(first) \(second)"
    case .tooManyChannels(let count):
      "a window shows up to \(GridShape.mostChannels) channels, not \(count): each takes an inotify"
        + " instance, of which Linux grants a user 128"
    case .sameChannel(let name): "channel \(name) is named twice; a window shows it once"
    case .allAndSome(let name):
      "--all shows every channel, so none is named; leave out --all, or \(name)"
    case .slideshowOfSeveral:
      "--slideshow shows its pictures in a window of one channel; name one, and not --all"
    case .ifNoneOfSeveral: "--if-none asks for the viewer of one channel; name one, and not --all"
    case .smallGrid(let shape, let count):
      "--grid \(shape) is too small for \(count) channels"
    }
  }
}
