import CommandLineFiles
import Glibc
import Linux
import ShmChannel

/// `shmshare slideshow` as a child of the viewer. It ends with the viewer: by `end`, and by itself
/// when the viewer is killed.
final class Slideshow {
  /// What `--slideshow` asks for.
  struct Order {
    /// Directories or files, not none.
    var paths: [String]
    /// Options of `shmshare slideshow`.
    var options: [String]
    var channel: ChannelName
    /// Whether the channel is made for this show, and goes with it.
    var isPrivate: Bool
    /// Where the show's settings are, too.
    var settings = SettingsSource.standard
  }

  /// Whether its channel goes with it.
  var isPrivate: Bool { order.isPrivate }

  private let order: Order
  private var process: ChildProcess
  /// How long it may take to end its own children and to clear up.
  private static let patience = Duration.seconds(3)

  /// Starts the show.
  ///
  /// - Throws: `ViewerError.noSlideshow` when there is no `shmshare`.
  init(_ order: Order) throws(ViewerError) {
    self.order = order
    process = try Self.start(order)
  }

  /// Starts it again, once it has ended.
  func restart() throws(ViewerError) { process = try Self.start(order) }

  private static func start(_ order: Order) throws(ViewerError) -> ChildProcess {
    do throws(ShareProgram.Missing) {
      return try ShareProgram.start(order.arguments.map(CommandLineText.bytes))
    } catch {
      throw .noSlideshow(reason: error.reason)
    }
  }

  deinit { end() }

  /// Looks whether the show has ended; tells of it once.
  func reap() -> ProcessEnding? { process.takeEnding() }

  /// Ends the show, and removes the channel that was made for it, if the show could not.
  func end() {
    if !process.hasEnded {
      process.signal(SIGTERM)
      if process.wait(until: Deadline(after: Self.patience)) == nil {
        process.signal(SIGKILL)
        _ = process.wait(until: .never)
      }
    }
    if isPrivate { try? ChannelRoot.standard().remove(order.channel) }
  }

  /// How a show has ended, for the user.
  static func words(for ending: ProcessEnding) -> String {
    switch ending {
    case .exited(let code): "the slideshow has ended, with exit status \(code)"
    case .signalled(let signal): "the slideshow was killed by signal \(signal)"
    }
  }
}

extension Slideshow.Order {
  /// What `shmshare` is started with.
  var arguments: [String] {
    ["slideshow", "--channel", channel.string] + (isPrivate ? ["--private"] : [])
      + ["--die-with-parent", "\(getpid())"] + settings.arguments + options + ["--"] + paths
  }
}
