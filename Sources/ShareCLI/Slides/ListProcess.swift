private import CommandLineFiles
private import Glibc
internal import Linux
private import Slideshow

/// A process that reads the list of a slideshow's files, as the slideshow sees it; `ReadListJob` is
/// its other side.
final class ListProcess {
  private let name: String
  private let process: ChildProcess
  private let output: Descriptor

  private static let pieceByteCount = 65_536

  /// Starts this very program.
  ///
  /// - Parameter list: as `CommandLineText` has it.
  init(_ list: String) throws(SystemError) {
    let pipe = try Pipe()
    let options = ["read-list", "--parent", "\(getpid())", "--"].map { Array($0.utf8) }
    var program = Spawn(OwnExecutable.path, options + [CommandLineText.bytes(of: list)])
    program.name = Array("shmshare".utf8)
    program.input = .nothing
    program.output = .descriptor(pipe.writing.number)
    process = try program.start()
    output = pipe.keepReading()
    name = InputFile(list).name
  }

  /// It may hang in the kernel, and is not waited for.
  deinit { process.signal(SIGKILL) }

  /// Waits for the whole list.
  ///
  /// - Throws: `Failure` when it cannot be read, or its file system does not answer.
  func contents() throws(Failure) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) { bytes = try receive() } catch {
      throw Failure(.trouble, "\(name): cannot be read: \(error)")
    }
    guard let bytes else {
      throw Failure(.trouble, "\(name): its file system does not answer")
    }
    switch process.wait(until: .never) {
    case .exited(0)?, nil: return bytes
    case .exited(let code)?: throw Failure(ExitStatus(rawValue: code) ?? .trouble, nil)
    case .signalled(let signal)?:
      throw Failure(.trouble, "\(name): what read it was killed (signal \(signal))")
    }
  }

  /// What it says until it ends; nil once it is silent for too long.
  private func receive() throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (hasContents, waits) = (false, false)
    while true {
      let deadline = waits ? Deadline.never : Deadline(after: Lookout.patience)
      if try Readiness.readable.wait(on: output.number, until: deadline) == [] { return nil }
      let piece = try readSome(output.number, atMost: Self.pieceByteCount)
      if piece.isEmpty { return bytes }
      var rest = piece[...]
      while !hasContents, let sign = rest.popFirst() {
        waits = sign == ListSign.waits.rawValue
        hasContents = sign == ListSign.contents.rawValue
      }
      bytes += rest
    }
  }
}
