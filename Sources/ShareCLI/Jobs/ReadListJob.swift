private import CommandLineFiles
private import Glibc
private import Linux
private import Sandbox
private import SystemPackage

/// Reads a list of files for the process that shows them, and writes it to standard output behind
/// `ListSign`s: a file once it has been read whole, anything else as it comes.
struct ReadListJob: Job {
  /// As `CommandLineText` has it.
  let list: String
  /// The slideshow's process, with which this one dies; nil for none.
  let parent: Int32?

  private static let pieceByteCount = 65_536

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent) { return }
    guard isFile else {
      try write([ListSign.waits.rawValue])
      return try pass()
    }
    try write([ListSign.answers.rawValue])
    let bytes = try InputFile(list).open(as: .list).read(progress: {
      try? write([ListSign.answers.rawValue])  // a show that has gone is met later
    })
    try write([ListSign.contents.rawValue])
    try bytes.withUnsafeBytes { (bytes) throws(Failure) in try write(Array(bytes)) }
  }

  /// Asked by its name. What is not there, or is a directory, is a file that cannot be read. At a
  /// terminal names are typed.
  private var isFile: Bool {
    let isStandardInput = list == "-"
    let status =
      isStandardInput
      ? try? FileStatus(of: STDIN_FILENO)
      : try? FileStatus(at: PathBytes(CommandLineText.bytes(of: list)))
    switch status?.kind {
    case .pipe, .socket: return false
    case .characterDevice: return !isTerminal
    default: return true
    }
  }

  private var isTerminal: Bool {
    do throws(Failure) {
      guard let descriptor = try InputFile(list).openDescriptor() else {
        return isatty(STDIN_FILENO) == 1
      }
      return isatty(descriptor.number) == 1
    } catch {
      return false
    }
  }

  /// Passes on what comes, until it ends.
  private func pass() throws(Failure) {
    guard let descriptor = try InputFile(list).openDescriptor() else {
      return try pass(STDIN_FILENO)
    }
    do throws(SystemError) { try FirstBytes.await(from: descriptor.number) } catch {
      throw Failure(.system(error.errno), of: InputFile(list).name)
    }
    try pass(descriptor.number)
    descriptor.close()
  }

  private func pass(_ descriptor: CInt) throws(Failure) {
    try write([ListSign.contents.rawValue])
    while true {
      let bytes = try piece(descriptor, of: InputFile(list).name)
      if bytes.isEmpty { return }
      try write(bytes)
    }
  }

  private func piece(_ descriptor: CInt, of name: String) throws(Failure) -> [UInt8] {
    while true {
      do throws(SystemError) {
        return try readSome(descriptor, atMost: Self.pieceByteCount)
      } catch {
        guard error.errno == .resourceTemporarilyUnavailable else {
          throw Failure(.system(error.errno), of: name)
        }
        // Whoever else has it open may have made it non-blocking.
        _ = try? Readiness.readable.wait(on: descriptor)
      }
    }
  }

  private func write(_ bytes: [UInt8]) throws(Failure) {
    do throws(SystemError) { try writeAll(bytes, to: STDOUT_FILENO) } catch {
      throw Failure(.trouble, nil)
    }
  }
}
