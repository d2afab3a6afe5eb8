import CLinux
import Glibc
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

  private struct Child {
    let process: pid_t
    /// Where its standard error goes: memory, so that nobody has to wait for it.
    let errors: CInt
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

  // A child that is putting goes on when the viewer ends.
  deinit { if let child { close(child.errors) } }

  /// Puts the files, in order, after those that are being put.
  func put(_ files: [[UInt8]]) throws(ViewerError) {
    waiting += stride(from: 0, to: files.count, by: Self.groupSize).map {
      Array(files[$0..<min($0 + Self.groupSize, files.count)])
    }
    try startNext()
  }

  /// Looks whether a child has ended; tells of it once.
  func reap() -> Outcome? {
    guard let child else { return nil }
    var status: CInt = 0
    guard waitpid(child.process, &status, WNOHANG) != 0 else { return nil }
    self.child = nil
    defer { close(child.errors) }
    return Outcome(messages: Self.messages(in: child.errors), hasFailed: status != 0)
  }

  /// Puts the next group of files, if there is one, and none is being put.
  func startNext() throws(ViewerError) {
    guard child == nil, !waiting.isEmpty else { return }
    let files = waiting.removeFirst()
    let errors = try check("memfd_create") {
      clinux_memfd_create("shmshare", CUnsignedInt(CLINUX_MFD_CLOEXEC))
    }
    let options = ["put", "--quiet", "--channel", channel.string, "--"].map { Array($0.utf8) }
    do throws(ShareProgram.Missing) {
      child = Child(
        process: try ShareProgram.start(options + files, errors: errors), errors: errors)
    } catch {
      close(errors)
      waiting = []
      throw .noSharing(reason: error.reason)
    }
  }

  private static func messages(in file: CInt) -> [String] {
    var buffer = [UInt8](repeating: 0, count: mostRead)
    let count = pread(file, &buffer, buffer.count, 0)
    return buffer.prefix(max(0, count)).split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
