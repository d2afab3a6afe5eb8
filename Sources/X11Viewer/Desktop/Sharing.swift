import Glibc
import Linux
import ShmChannel

/// Puts files into the viewer's channel by `shmshare put`, one process for each, which ends with
/// this one.
final class Sharing {
  /// A file has been put, or has not.
  struct Outcome {
    /// What `shmshare` has said on standard error.
    let messages: [String]
    let hasFailed: Bool
  }

  /// One that is putting.
  private final class Child {
    let process: ChildProcess
    /// Where its standard error goes: memory, so that nobody has to wait for it.
    let errors: Descriptor

    init(_ process: ChildProcess, errors: consuming Descriptor) {
      self.process = process
      self.errors = errors
    }
  }

  private let channel: ChannelName
  private var child: Child?
  /// Those that were killed. One that waits for a disk that is gone ends when the kernel lets it.
  private var abandoned: [ChildProcess] = []

  /// What is kept of a child's messages, in bytes.
  private static let mostRead = 65_536

  /// Puts go into that channel.
  init(channel: ChannelName) { self.channel = channel }

  /// Starts to put a file.
  ///
  /// - Precondition: No other is being put.
  func put(_ file: [UInt8]) throws(ViewerError) {
    precondition(child == nil, "two files are put at once")
    let options = [
      "put", "--quiet", "--regular-only", "--parent", "\(getpid())", "--channel", channel.string,
      "--",
    ].map { Array($0.utf8) }
    let errors = try Self.memory()
    do throws(ShareProgram.Missing) {
      let process = try ShareProgram.start(options + [file], errors: errors.number)
      child = Child(process, errors: errors)
    } catch {
      throw .noSharing(reason: error.reason)
    }
  }

  /// Kills the child, and does not wait for its end.
  func giveUp() {
    guard let child else { return }
    child.process.signal(SIGKILL)
    abandoned.append(child.process)
    self.child = nil
  }

  /// Looks whether children have ended; tells once of the one that was putting.
  func reap() -> Outcome? {
    abandoned.removeAll { $0.takeEnding() != nil }
    guard let child, let ending = child.process.takeEnding() else { return nil }
    self.child = nil
    return Outcome(
      messages: Self.messages(in: child.errors.number), hasFailed: ending != .exited(0))
  }

  private static func memory() throws(ViewerError) -> Descriptor {
    do throws(SystemError) {
      return try Descriptor(memoryNamed: "shmshare")
    } catch {
      throw .system(error)
    }
  }

  private static func messages(in file: CInt) -> [String] {
    let bytes = (try? readBytes(file, count: mostRead, at: 0)) ?? []
    return bytes.split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
