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
    process = try Self.spawn(Self.program, order.arguments)
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

  /// The program beside this one, else the one in PATH.
  private static var program: String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = buffer.prefix(max(0, count))
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return "shmshare" }
    let beside = String(decoding: path[...slash], as: UTF8.self) + "shmshare"
    return access(beside, X_OK) == 0 ? beside : "shmshare"
  }

  private static func spawn(
    _ program: String, _ arguments: [String]
  ) throws(ViewerError) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The viewer's own signals are blocked or ignored (`Signals`).
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for number in [SIGPIPE, SIGXFSZ] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(
      &attributes, CShort(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var texts =
      [strdup(program)]
      + arguments.map { strdup(CommandLineText.bytes(of: $0).map(CChar.init(bitPattern:)) + [0]) }
      + [nil]
    defer { for text in texts { free(text) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, nil, &attributes, &texts, clinux_environment())
    guard code == 0 else { throw .noSlideshow(reason: String(cString: strerror(code))) }
    return process
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
