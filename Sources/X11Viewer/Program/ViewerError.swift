import Composing
import CommandLineFiles
import Linux
import ShmChannel
import ViewerCore

/// Why the viewer cannot go on.
enum ViewerError: Error {
  /// The command line makes no sense.
  case usage(UsageError)
  /// No X server answers under that name; `nil`: `DISPLAY` is not set.
  case noDisplay(name: String?)
  /// The X server is there, and does not let us in.
  case refused(DisplayRefusal)
  /// The connection to the X server broke.
  case displayDied(name: String)
  /// The screen has no TrueColor visual whose pixels can be written.
  case noVisual(display: String)
  /// The screen has not the visual that is wanted, but others of these depths.
  case noSuchVisual(display: String, VisualWish, depths: Set<Int>)
  /// The X server made no window, for the reason that is given.
  case noWindow(display: String, String)
  /// No monitor has that name, but others do.
  case noMonitor(name: String, others: [String])
  /// The channel cannot be had.
  case channel(ChannelError)
  /// The slideshow cannot be started, for the reason that is given.
  case noSlideshow(reason: String)
  /// The picture cannot be drawn for a file.
  case snapshot(ChannelName, SceneError)
  /// The file cannot be written.
  case output(OutputError)
  /// What was dropped on the window cannot be shared, for the reason that is given.
  case noSharing(reason: String)
  /// The file of the monitor's profile cannot be read.
  case noProfile(file: String, reason: String)
  /// The monitor's profile cannot be read by `shmshare`, for the reason that is given.
  case noProfileReader(reason: String)
  /// A system call failed.
  case system(SystemError)
}

extension ViewerError: CustomStringConvertible {
  /// What happened, to what, and what to do.
  var description: String {
    switch self {
    case .usage(let error): error.description
    case .noDisplay(nil):
      "no X display: DISPLAY is not set; start shmview in an X session, or set DISPLAY"
    case .noDisplay(let name?):
      "cannot open the X display \(name); is an X server running there, and may you use it?"
    case .refused(let refusal): "\(refusal)"
    case .displayDied(let name): "lost the X display \(name)"
    case .noVisual(let name):
      "the screen of \(name) has no TrueColor visual with pixels of 16 or 32 bits,"
        + " the only kind that shmview can draw on"
    case .noSuchVisual(let name, let wish, let depths):
      "the screen of \(name) has no TrueColor visual \(wish.words); it has some of "
        + depths.sorted().map(String.init).joined(separator: " and ")
        + " bits, and xdpyinfo lists them"
    case .noWindow(let name, let reason): "\(name) made no window: \(reason)"
    case .noMonitor(let name, let others):
      "no monitor \"\(name)\"; "
        + (others.isEmpty
          ? "this X server names none" : "there are: " + others.joined(separator: ", "))
    case .channel(let error): error.advised
    case .noSlideshow(let reason):
      "cannot start shmshare, which runs the slideshow: \(reason); it belongs beside shmview,"
        + " or into PATH"
    case .snapshot(let channel, let error): "channel \(channel): \(error)"
    case .output(let error): "\(error)"
    case .noSharing(let reason):
      "cannot start shmshare, which shares what is dropped: \(reason); it belongs beside shmview,"
        + " or into PATH"
    case .noProfile(let file, let reason):
      "--display-profile: \(file): \(reason)"
    case .noProfileReader(let reason):
      "cannot start shmshare, which reads the monitor's color profile: \(reason); it belongs beside"
        + " shmview, or into PATH; colors are shown as sRGB"
    case .system(let error): "\(error)"
    }
  }

  /// As in `sysexits.h`.
  var exitCode: CInt {
    switch self {
    case .usage, .noMonitor, .noSuchVisual: 64  // EX_USAGE
    case .noDisplay, .refused, .displayDied, .noVisual, .noWindow, .noSlideshow, .noSharing,
      .noProfileReader:
      69  // EX_UNAVAILABLE
    case .channel(.noSuchChannel), .channel(.noFrame), .noProfile: 66  // EX_NOINPUT
    case .output(let error):
      switch error.cause {
      case .usage: 64
      case .place: 66
      case .trouble: 74
      }
    case .channel, .snapshot, .system: 74  // EX_IOERR
    }
  }
}
