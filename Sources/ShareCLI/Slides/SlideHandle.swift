private import Glibc
internal import Linux
internal import Slideshow
internal import SystemPackage

/// A slide as the slideshow holds it: the process that decodes its picture, with what that has
/// said; `Slide` is its other side.
final class SlideHandle {
  /// Whether it was told to show its picture.
  var isTold = false
  /// Whether its picture is decoded, and held.
  var isReady = false
  var isShown = false
  /// The file of its picture; nil as long as it waits to be told.
  var path: FilePath?
  /// The line from which its end is to be understood.
  var lastWords: SlideAnswer?
  private let process: ChildProcess
  /// Readable once the process has ended.
  private let ending: Descriptor
  private let orders: Descriptor
  private let answers: Descriptor
  private var pending: [UInt8] = []
  private var hasClosed = false

  /// No answer is longer; more without an end of line is nonsense.
  private static let longestLine = 8192
  /// How long its end is waited for: one that hangs in the kernel is left to it.
  private static let patience = Duration.seconds(1)

  /// Starts this very program, which waits to be told its picture, with nowhere to complain to.
  init(arguments: [[UInt8]]) throws(SystemError) {
    let input = try Pipe()
    let output = try Pipe()
    var program = Spawn(OwnExecutable.path, arguments)
    program.name = Array("shmshare".utf8)
    program.input = .descriptor(input.reading.number)
    program.output = .descriptor(output.writing.number)
    program.error = .nothing
    let process = try program.start()
    do throws(SystemError) {
      let ending = try process.openDescriptor()
      let orders = input.keepWriting()
      let answers = output.keepReading()
      try orders.makeNonBlocking()
      try answers.makeNonBlocking()
      self.process = process
      self.ending = ending
      self.orders = orders
      self.answers = answers
    } catch {
      process.signal(SIGKILL)
      _ = process.wait(until: .never)
      throw error
    }
  }

  deinit {
    kill()
    _ = takeEnding()
  }

  /// What to poll for its end, and for its answers.
  var descriptors: (ending: CInt, answers: CInt) { (ending.number, answers.number) }

  /// Passes an order on; one that has ended does not hear it, and tells so itself.
  func tell(_ order: SlideOrder) {
    _ = try? writeSome(Array((order.line + "\n").utf8).span.bytes, to: orders.number)
  }

  /// What it has said since the last time; nil when it talks nonsense.
  func takeAnswers() -> [SlideAnswer]? {
    while !hasClosed, pending.count <= Self.longestLine {
      do throws(SystemError) {
        let bytes = try readSome(answers.number, atMost: 4096)
        pending += bytes
        hasClosed = bytes.isEmpty
      } catch {
        if error.errno == .resourceTemporarilyUnavailable { break }
        hasClosed = true
      }
    }
    return takeLines()
  }

  /// Whether nothing more comes from it but its end.
  var isSilent: Bool { hasClosed }

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
  func takeEnding() -> ProcessEnding? { process.takeEnding() }

  /// Ends it at once; what it holds is abandoned.
  func kill() { process.signal(SIGKILL) }

  /// Waits for its end, no longer than until `deadline`.
  func awaitEnding(until deadline: Deadline) { _ = process.wait(until: deadline) }
}
