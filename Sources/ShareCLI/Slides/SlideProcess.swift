private import CLinux
private import Glibc
internal import Linux
internal import ShmChannel
internal import Slideshow
internal import SystemPackage

/// A process that decodes one picture of a slideshow, as the slideshow sees it; `DecodeSlide` is
/// its other side.
final class SlideProcess {
  let number: ShowSchedule.ChildNumber
  let path: FilePath
  private let processID: pid_t
  /// Readable once the process has ended (pidfd_open(2)).
  private let ending: Descriptor
  private let orders: Descriptor
  private let answers: Descriptor
  private var pending: [UInt8] = []
  private var hasClosed = false
  private var isReaped = false

  /// No answer is longer; more without an end of line is nonsense.
  private static let longestLine = 8192

  /// Starts this very program on a picture.
  init(
    _ number: ShowSchedule.ChildNumber, _ path: FilePath, arguments: [[UInt8]]
  ) throws(Errno) {
    self.number = number
    self.path = path
    let input = try Self.pipe()
    let output: (reading: CInt, writing: CInt)
    do { output = try Self.pipe() } catch {
      close(input.reading)
      close(input.writing)
      throw error
    }
    orders = Descriptor(owning: input.writing)
    answers = Descriptor(owning: output.reading)
    defer {
      close(input.reading)
      close(output.writing)
    }
    let (process, descriptor) = try OwnProgram.start(
      arguments, input: input.reading, output: output.writing)
    processID = process
    ending = Descriptor(owning: descriptor)
    _ = clinux_fcntl(answers.number, F_SETFL, O_NONBLOCK)
    _ = clinux_fcntl(orders.number, F_SETFL, O_NONBLOCK)
  }

  deinit { if !isReaped { end() } }

  /// What to poll: for its end, and for its answers; -1 for what cannot come any more.
  var descriptors: [CInt] { [ending.number, hasClosed ? -1 : answers.number] }

  /// Passes an order on; one that has ended does not hear it, and tells so itself.
  func tell(_ order: SlideOrder) {
    let line = Array((order.line + "\n").utf8)
    _ = write(orders.number, line, line.count)
  }

  /// What it has said since the last time; nil when it talks nonsense.
  func takeAnswers() -> [SlideAnswer]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !hasClosed {
      let count = read(answers.number, &buffer, buffer.count)
      if count > 0 {
        pending += buffer[..<count]
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        hasClosed = true
      } else if errno == EAGAIN {
        break
      }
      if pending.count > Self.longestLine { break }
    }
    return takeLines()
  }

  private func takeLines() -> [SlideAnswer]? {
    var result: [SlideAnswer] = []
    while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: pending[..<end], as: UTF8.self)
      pending.removeSubrange(...end)
      guard let answer = SlideAnswer(line: line) else { return nil }
      result.append(answer)
    }
    return pending.count > Self.longestLine ? nil : result
  }

  /// How the process has ended, if it has; to be asked until it tells.
  func takeEnding() -> ProcessEnding? {
    var status: CInt = 0
    guard !isReaped, waitpid(processID, &status, WNOHANG) == processID else { return nil }
    isReaped = true
    return ProcessEnding(waitStatus: status)
  }

  /// Ends it at once; what it holds is abandoned.
  func kill() { if !isReaped { Glibc.kill(processID, SIGKILL) } }

  /// Ends it, and waits for that a moment: one that hangs in the kernel is left to it.
  private func end() {
    kill()
    var request = pollfd(fd: ending.number, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, 1000)
    _ = waitpid(processID, nil, WNOHANG)
  }

  private static func pipe() throws(Errno) -> (reading: CInt, writing: CInt) {
    var ends: [CInt] = [-1, -1]
    guard clinux_pipe2(&ends, O_CLOEXEC) == 0 else { throw Errno(rawValue: errno) }
    return (ends[0], ends[1])
  }
}
