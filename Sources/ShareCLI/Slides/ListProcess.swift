private import CommandLineFiles
private import Glibc
internal import Linux
private import Slideshow

/// A process that reads the list of a slideshow's files, as the slideshow sees it; `ReadListJob` is
/// its other side.
final class ListProcess {
  /// How messages name the list.
  let name: String
  private let process: ChildProcess
  private let output: Descriptor
  private var hasContents = false

  private static let pieceByteCount = 65_536
  /// So much is taken of a list while the show runs, which goes on in between.
  private static let shortPiece = 4096

  /// Starts this very program.
  ///
  /// - Parameters:
  ///   - list: as `CommandLineText` has it; `-` is standard input.
  ///   - executable: what stands for this program in tests.
  init(_ list: String, by executable: PathBytes = OwnExecutable.path) throws(SystemError) {
    let pipe = try Pipe()
    let options = ["read-list", "--parent", "\(getpid())", "--"].map { Array($0.utf8) }
    var program = Spawn(executable, options + [CommandLineText.bytes(of: list)])
    program.name = Array("shmshare".utf8)
    program.input = list == "-" ? .inherited : .nothing
    program.output = .descriptor(pipe.writing.number)
    process = try program.start()
    if list == "-" { try StandardDescriptors.leaveInput() }
    output = pipe.keepReading()
    name = InputFile(list).name
  }

  /// How long its end is waited for: one that hangs in the kernel is left to it.
  private static let patience = Duration.milliseconds(100)

  deinit {
    process.signal(SIGKILL)
    _ = process.wait(until: Deadline(after: Self.patience))
  }

  /// Readable when more of the list has come, or its end.
  var number: CInt { output.number }

  /// Waits until it is known what the list is: true for a file, false for what comes as it comes.
  ///
  /// - Throws: `Failure` when its file system does not answer.
  func isFile() throws(Failure) -> Bool {
    guard try isReadable(within: Lookout.patience) else { throw silence }
    return try read(atMost: 1) != [ListSign.waits.rawValue]
  }

  /// Waits for the whole of a file.
  ///
  /// - Throws: `Failure` when it cannot be read, or its file system does not answer.
  func contents() throws(Failure) -> [UInt8] {
    var bytes: ArraySlice<UInt8> = []
    while true {
      guard try isReadable(within: Lookout.patience) else { throw silence }
      let piece = try read()
      if piece.isEmpty { break }
      bytes += takeContents(piece[...])
    }
    if let failure = takeFailure() { throw failure }
    return Array(bytes)
  }

  /// What more has come; nil for its end. Waits, if `number` is not readable.
  func piece() throws(Failure) -> ArraySlice<UInt8>? {
    let bytes = try read(atMost: Self.shortPiece)
    return bytes.isEmpty ? nil : takeContents(bytes[...])
  }

  /// Why the list has ended, if not at its own end. What kept the process from reading it is said
  /// already.
  func takeFailure() -> Failure? {
    switch process.wait(until: Deadline(after: Lookout.patience)) {
    case .exited(0)?: nil
    case .exited(let code)?: Failure(ExitStatus(rawValue: code) ?? .trouble, nil)
    case .signalled(let signal)?:
      Failure(.trouble, "\(name): what read it was killed (signal \(signal))")
    case nil: Failure(.trouble, "\(name): what read it does not end")
    }
  }

  private var silence: Failure { Failure(.trouble, "\(name): its file system does not answer") }

  /// What stands behind the signs.
  private func takeContents(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while !hasContents, let sign = bytes.popFirst() {
      hasContents = sign == ListSign.contents.rawValue
    }
    return bytes
  }

  private func isReadable(within patience: Duration) throws(Failure) -> Bool {
    do throws(SystemError) {
      return try Readiness.readable.wait(on: output.number, until: Deadline(after: patience)) != []
    } catch {
      throw Failure(.trouble, "\(name): cannot be read: \(error)")
    }
  }

  private func read(atMost byteCount: Int = pieceByteCount) throws(Failure) -> [UInt8] {
    do throws(SystemError) {
      return try readSome(output.number, atMost: byteCount)
    } catch {
      throw Failure(.trouble, "\(name): cannot be read: \(error)")
    }
  }
}
