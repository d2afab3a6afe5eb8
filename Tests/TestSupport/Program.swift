package import Glibc

/// A process of a test, with what it prints; killed when this value goes.
package final class Program {
  /// Where a program's standard input comes from.
  package enum Input {
    case nothing
    case file(String)
    /// Written by `Program.send`, ended by `Program.endInput`.
    case pipe
  }

  package let processID: pid_t
  private let command: String
  private let outputPath: String
  private let errorPath: String
  private var inputPipe: CInt = -1
  private var ending: Ending?

  /// Starts `executable` (a path, or a name in PATH); its output goes to files in `folder`.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String],
    input: Input = .nothing, folder: Folder
  ) throws {
    command = ([executable] + arguments).joined(separator: " ")
    let number = folder.nextNumber()
    outputPath = folder.path("output-\(number)")
    errorPath = folder.path("errors-\(number)")
    let output = open(outputPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let error = open(errorPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let (reading, writing) = try Self.source(input)
    defer { for descriptor in [output, error, reading] { close(descriptor) } }
    guard output >= 0, error >= 0, reading >= 0 else {
      throw TestFailure("cannot open the standard streams of \(command)")
    }
    inputPipe = writing
    let mark = Lifeline.shared.mark
    processID = try spawn(
      executable, arguments, environment.merging([mark.name: mark.value]) { $1 },
      Descriptors(input: reading, output: output, error: error))
    Lifeline.shared.started(processID)
  }

  deinit {
    endInput()
    if isRunning {
      kill(processID, SIGKILL)
      _ = try? wait()
    }
  }

  private static func source(_ input: Input) throws -> (reading: CInt, writing: CInt) {
    switch input {
    case .nothing: return (Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC), -1)
    case .file(let path): return (Glibc.open(path, O_RDONLY | O_CLOEXEC), -1)
    case .pipe:
      let ends = try Pipe()
      return (ends.reading, ends.writing)
    }
  }
}

extension Program {
  /// Whether the process has not ended.
  package var isRunning: Bool { poll() == nil }

  private func poll() -> Ending? {
    if let ending { return ending }
    var status: CInt = 0
    if waitpid(processID, &status, WNOHANG) == processID {
      ending = Ending(waitStatus: status)
      Lifeline.shared.ended(processID)
    }
    return ending
  }

  /// Waits for the end of the process.
  package func wait(within limit: Duration = patience) throws -> Ending {
    try eventually("\(command) has not ended; it said: \(standardError)", within: limit) { poll() }
  }

  /// The processes that its first thread has started, and that are not reaped.
  package var children: [pid_t] {
    let path = "/proc/\(processID)/task/\(processID)/children"
    return String(decoding: Folder.contents(path), as: UTF8.self).split(separator: " ")
      .compactMap { pid_t($0) }
  }

  /// Sends a signal.
  package func signal(_ number: CInt) {
    if ending == nil { kill(processID, number) }
  }

  /// Ends the process by a signal, and waits for its end.
  @discardableResult package func end(by number: CInt = SIGTERM) throws -> Ending {
    signal(number)
    return try wait()
  }

  /// Writes to the standard input of a program that has `Input.pipe`.
  package func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(inputPipe, $0.baseAddress, $0.count) }
      guard count > 0 else { throw TestFailure("\(command) does not read its standard input") }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes what a program need not read to its end: it may end before.
  package func offer(_ bytes: [UInt8]) { try? send(bytes) }

  /// Closes the standard input of a program that has `Input.pipe`.
  package func endInput() {
    if inputPipe >= 0 { close(inputPipe) }
    inputPipe = -1
  }

  /// What the program has printed so far.
  package var standardOutput: String { String(decoding: standardOutputBytes, as: UTF8.self) }
  /// The same, unchanged.
  package var standardOutputBytes: [UInt8] { Folder.contents(outputPath) }
  /// What the program has complained of so far.
  package var standardError: String { String(decoding: Folder.contents(errorPath), as: UTF8.self) }
}
