import CLinux
import CommandLineFiles
import Glibc
import ShmChannel

/// `shmshare slideshow` as a child of the viewer. It ends with the viewer: by `end`, and by itself
/// when the viewer is killed.
final class Slideshow {
  /// How the child has ended.
  enum Ending: Equatable {
    case exited(CInt)
    case killed(signal: CInt)
  }

  /// What `--slideshow` asks for.
  struct Order {
    /// Directories or files, not none.
    var paths: [String]
    /// Options of `shmshare slideshow`.
    var options: [String]
    var channel: ChannelName
    /// Whether the channel is made for this show, and goes with it.
    var isPrivate: Bool
  }

  /// Whether its channel goes with it.
  var isPrivate: Bool { order.isPrivate }

  private let order: Order
  /// `nil` once it has been reaped.
  private var process: pid_t?
  /// How long it may take to end its own children and to clear up.
  private static let patience = timespec(tv_sec: 3, tv_nsec: 0)

  /// Starts the show.
  ///
  /// - Throws: `ViewerError.noSlideshow` when there is no `shmshare`.
  init(_ order: Order) throws(ViewerError) {
    self.order = order
    do throws(ShareProgram.Missing) {
      process = try ShareProgram.start(order.arguments.map(CommandLineText.bytes))
    } catch {
      throw .noSlideshow(reason: error.reason)
    }
  }

  deinit { end() }

  /// Looks whether the show has ended; tells of it once.
  func reap() -> Ending? {
    guard let process else { return nil }
    var status: CInt = 0
    guard waitpid(process, &status, WNOHANG) != 0 else { return nil }
    self.process = nil
    return Ending(waitStatus: status)
  }

  /// Ends the show, and removes the channel that was made for it, if the show could not.
  func end() {
    if let process {
      kill(process, SIGTERM)
      if !hasEnded(within: Self.patience) {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
      }
      self.process = nil
    }
    if isPrivate { try? Channel.remove(order.channel) }
  }

  /// - Precondition: SIGCHLD is blocked, as `Signals` does.
  private func hasEnded(within limit: timespec) -> Bool {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGCHLD)
    while reap() == nil {
      var limit = limit
      if sigtimedwait(&set, nil, &limit) == -1 && errno != EINTR { return reap() != nil }
    }
    return true
  }
}

extension Slideshow.Order {
  /// What `shmshare` is started with.
  var arguments: [String] {
    ["slideshow", "--channel", channel.string] + (isPrivate ? ["--private"] : [])
      + ["--die-with-parent", "\(getpid())"] + options + ["--"] + paths
  }
}

extension Slideshow.Ending: CustomStringConvertible {
  /// Takes what waitpid(2) reported.
  init(waitStatus: CInt) {
    let signal = waitStatus & 0x7F  // WTERMSIG
    self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .killed(signal: signal)
  }

  /// For the user.
  var description: String {
    switch self {
    case .exited(let code): "the slideshow has ended, with exit status \(code)"
    case .killed(let signal): "the slideshow was killed by signal \(signal)"
    }
  }
}
