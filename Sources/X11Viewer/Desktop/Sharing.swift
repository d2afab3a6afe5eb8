import Linux
import ShmChannel

/// Puts files into the viewer's channel, by `shmshare put`: one process at a time, so that the last
/// file ends up shown.
final class Sharing {
  /// A group of files has been put, or some of them have not.
  struct Outcome {
    /// What `shmshare` has said on standard error.
    let messages: [String]
    /// Whether not all of them have been put.
    let hasFailed: Bool
  }

  /// One that is putting; it goes on when the viewer ends.
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
  private var waiting: [[[UInt8]]] = []
  private var child: Child?

  /// Files in one process: the kernel limits the length of a command line.
  private static let groupSize = 200
  /// What is kept of a child's messages, in bytes.
  private static let mostRead = 65_536

  /// Puts go into that channel.
  init(channel: ChannelName) { self.channel = channel }

  /// Puts the files, in order, after those that are being put.
  func put(_ files: [[UInt8]]) throws(ViewerError) {
    waiting += stride(from: 0, to: files.count, by: Self.groupSize).map {
      Array(files[$0..<min($0 + Self.groupSize, files.count)])
    }
    try startNext()
  }

  /// Looks whether a child has ended; tells of it once.
  func reap() -> Outcome? {
    guard let child, let ending = child.process.takeEnding() else { return nil }
    self.child = nil
    return Outcome(
      messages: Self.messages(in: child.errors.number), hasFailed: ending != .exited(0))
  }

  /// Puts the next group of files, if there is one, and none is being put.
  func startNext() throws(ViewerError) {
    guard child == nil, !waiting.isEmpty else { return }
    let files = waiting.removeFirst()
    let options = ["put", "--quiet", "--channel", channel.string, "--"].map { Array($0.utf8) }
    let errors = try Self.memory()
    do throws(ShareProgram.Missing) {
      let process = try ShareProgram.start(options + files, errors: errors.number)
      child = Child(process, errors: errors)
    } catch {
      waiting = []
      throw .noSharing(reason: error.reason)
    }
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
