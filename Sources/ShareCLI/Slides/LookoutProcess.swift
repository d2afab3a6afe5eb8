private import Glibc
internal import Linux
internal import Slideshow
private import SystemPackage

/// A process that looks at files for a slideshow, as the slideshow sees it; `WatchJob` is its other
/// side.
final class LookoutProcess {
  private let child: ChildProcess
  private let requests: Descriptor
  private let messages: Descriptor
  private var stream = MessageStream()

  /// Bytes that are taken at once, so that the show goes on however much there is to say.
  private static let most = 256 << 10

  /// Starts this very program, and tells it what to watch.
  init(_ options: DirectoryWatcher.Options) throws(SystemError) {
    let input = try Pipe()
    let output = try Pipe()
    var program = Spawn(
      OwnExecutable.path, ["watch-files", "--parent", "\(getpid())"].map { Array($0.utf8) })
    program.name = Array("shmshare".utf8)
    program.input = .descriptor(input.reading.number)
    program.output = .descriptor(output.writing.number)
    program.error = .nothing
    child = try program.start()
    requests = input.keepWriting()
    messages = output.keepReading()
    enlargePipe(requests.number)
    enlargePipe(messages.number)
    try messages.makeNonBlocking()
    // Before it looks at anything it reads this.
    send(.watch(options))
    try requests.makeNonBlocking()
  }

  deinit { end() }

  /// Readable when it has said something, or has gone.
  var number: CInt { messages.number }

  /// Passes a request on; one that hangs, or has gone, does not hear it.
  func send(_ request: LookoutRequest) {
    try? writeAll(MessageStream.framed(request.bytes), to: requests.number)
  }

  /// What it has said since the last time; nil once it has gone, or talks nonsense.
  func takeMessages() -> [LookoutMessage]? {
    do throws(SystemError) {
      let bytes = try readSome(messages.number, atMost: Self.most)
      if bytes.isEmpty { return nil }
      stream.append(bytes)
    } catch {
      return error.errno == .resourceTemporarilyUnavailable ? [] : nil
    }
    return wholeMessages()
  }

  private func wholeMessages() -> [LookoutMessage]? {
    var result: [LookoutMessage] = []
    do throws(MessageStream.Nonsense) {
      while let bytes = try stream.next() {
        guard let message = LookoutMessage(bytes) else { return nil }
        result.append(message)
      }
      return result
    } catch {
      return nil
    }
  }

  /// Ends it at once, and does not wait: it may hang in the kernel.
  func end() { child.signal(SIGKILL) }

  /// Whether it is gone; to be asked now and then, since the kernel keeps what is left of it.
  var isGone: Bool { child.hasEnded || child.takeEnding() != nil }
}
