private import CommandLineFiles
private import Glibc
private import SystemPackage

/// What a FILE argument names: a file, a pipe, or standard input.
struct InputFile {
  private let argument: String

  /// - Parameter argument: as `CommandLineText` gives it; `-` is standard input.
  init(_ argument: String) { self.argument = argument }

  private var isStandardInput: Bool { argument == "-" }

  /// How messages name it.
  var name: String {
    isStandardInput ? "standard input" : CommandLineText.display(argument)
  }

  /// What a frame made of it is called: the last component of its path; `stdin` for `-`.
  var title: String {
    guard !isStandardInput else { return "stdin" }
    return name.split(separator: "/").last.map(String.init) ?? name
  }

  /// Reads all of it; a pipe is waited for, and read to its end.
  ///
  /// - Parameter check: gets the first bytes, as many as `ImageType` needs; nothing more is read
  ///   if it throws.
  func read(
    checkingHead check: (UnsafeRawBufferPointer) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> InputBytes {
    let descriptor = try open()
    defer { if !isStandardInput { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.system(Errno(rawValue: errno))) }
    try requireReadable(status, descriptor)
    return try readToEnd(descriptor, expected: Int(status.st_size), check)
  }

  private func open() throws(Failure) -> CInt {
    if argument.isEmpty { throw Failure.emptyName }
    if isStandardInput { return STDIN_FILENO }
    let path = CommandLineText.bytes(of: argument).map(CChar.init(bitPattern:)) + [0]
    while true {
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      if descriptor >= 0 { return descriptor }
      let code = Errno(rawValue: errno)
      guard code == .interrupted else { throw failure(.system(code)) }
    }
  }

  private func requireReadable(_ status: stat, _ descriptor: CInt) throws(Failure) {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Failure(.noInput, directoryMessage)
    case S_IFBLK: throw Failure(.noInput, "\(name): is a device, not a picture")
    case S_IFCHR where isatty(descriptor) == 1:
      throw Failure(.noInput, "\(name): is a terminal; pipe a picture into it: plot | shmshare -")
    case S_IFCHR where status.st_rdev != Self.nullDevice:
      throw Failure(.noInput, "\(name): is a device, not a picture")
    case S_IFREG where status.st_size > InputBytes.maximumByteCount:
      throw failure(.tooLong)
    default: return
    }
  }

  /// `/dev/null`, major 1 and minor 3 (Linux, Documentation/admin-guide/devices.txt).
  private static let nullDevice = dev_t(1 << 8 | 3)

  private var directoryMessage: String {
    let folder = name.hasSuffix("/") ? name : name + "/"
    return "\(name): is a directory; name the pictures in it: shmshare \(folder)*"
  }

  private func readToEnd(
    _ descriptor: CInt, expected: Int, _ check: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> InputBytes {
    var bytes = InputBytes()
    do throws(ReadingError) { try bytes.readHead(descriptor) } catch { throw failure(error) }
    try bytes.withUnsafeBytes(check)
    do throws(ReadingError) {
      try bytes.readToEnd(descriptor, expected: expected)
    } catch {
      throw failure(error)
    }
    return bytes
  }

  private func failure(_ error: ReadingError) -> Failure {
    switch error {
    case .noMemory, .tooLong: Failure(.undecodable, "\(name): \(error)")
    case .system: Failure(.noInput, "\(name): \(error)")
    }
  }
}
