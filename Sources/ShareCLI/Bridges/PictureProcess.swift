private import Glibc
internal import Linux
internal import ShmChannel

/// A process that decodes a stranger's picture, confined as that of `put`, and publishes it; the
/// other side is `DecodePicture`. It says itself what has become of the picture.
final class PictureProcess {
  private let process: ChildProcess
  private let ending: Linux::Descriptor

  /// What stays the same for all pictures of a bridge.
  struct Settings {
    let channel: ChannelName
    /// How messages name the picture.
    let name: String
    /// What viewers call it.
    let title: String
    /// What the frame's details say of where it comes from: a line; nil for nothing.
    var origin: String?
    let costs: DecodingCosts
    let isQuiet: Bool

    var arguments: [String] {
      // The parser takes no empty value.
      ["decode-picture", "--channel", channel.string, "--name=" + name]
        + (title.isEmpty ? [] : ["--title=" + title])
        + (origin.map { ["--origin=" + $0] } ?? [])
        + ["--parent", "\(getpid())"] + costs.arguments + (isQuiet ? ["--quiet"] : [])
    }
  }

  /// Starts this very program on the bytes of an open file.
  init(_ picture: borrowing Linux::Descriptor, _ settings: Settings) throws(SystemError) {
    var spawn = Spawn(OwnExecutable.path, settings.arguments.map { Array($0.utf8) })
    spawn.name = Array("shmshare".utf8)
    spawn.input = .descriptor(picture.number)
    process = try spawn.start()
    ending = try process.openDescriptor()
  }

  /// Readable once it has ended.
  var descriptor: CInt { ending.number }

  /// How it has ended, if it has; tells it once.
  func takeEnding() -> Linux::ProcessEnding? { process.takeEnding() }

  /// Ends it at once; the channel stays as it is.
  func kill() {
    process.signal(SIGKILL)
    _ = process.wait(until: Deadline(after: .seconds(1)))
  }
}
