private import Glibc
internal import Linux
private import SystemPackage

/// What a stream is read from: standard input, a file, a FIFO or a device.
struct StreamInput {
  /// Open until the process ends: the thread that reads it may be waiting for it then.
  let number: CInt
  /// How messages name it.
  let name: String
  /// What its frames are called.
  let title: String
  /// Whether it can be read again, and has been written completely.
  let isFile: Bool

  /// Waits for nothing: signals are not heard yet. Reads from it may fail with `EAGAIN`.
  ///
  /// - Parameter argument: as `CommandLineText` gives it; `-` is standard input.
  init(_ argument: String) throws(Failure) {
    let file = InputFile(argument)
    number = try file.openDescriptor()?.take() ?? STDIN_FILENO
    name = file.name
    title = file.title
    let status: FileStatus
    do throws(SystemError) { status = try FileStatus(of: number) } catch {
      throw Failure(.noInput, "\(file.name): \(error.errno)")
    }
    isFile = status.isRegularFile
    try requireStreamable(status)
    if status.kind == .pipe { enlargePipe(number) }
  }

  /// Refuses what no stream can be read from.
  private func requireStreamable(_ status: FileStatus) throws(Failure) {
    let use = InputUse.stream
    switch status.kind {
    case .directory: throw Failure(.noInput, "\(name): \(use.wordsForDirectory(name))")
    case .blockDevice: throw Failure(.noInput, "\(name): \(use.wordsForDevice)")
    case .characterDevice where isatty(number) == 1:
      throw Failure(.noInput, "\(name): \(use.wordsForTerminal)")
    default: return
    }
  }
}
