private import Glibc
private import ImageDecoding
private import SystemPackage

/// What a FILE argument names: a file, a pipe, or standard input.
struct InputFile {
  /// Above this no format that is known holds a picture within the default limits.
  static let maximumByteCount = 4 << 30

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
    guard fstat(descriptor, &status) == 0 else { throw failure(Errno(rawValue: errno)) }
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
      guard code == .interrupted else { throw failure(code) }
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
    case S_IFREG where status.st_size > Self.maximumByteCount:
      throw tooLong
    default: return
    }
  }

  /// `/dev/null`, major 1 and minor 3 (Linux, Documentation/admin-guide/devices.txt).
  private static let nullDevice = dev_t(1 << 8 | 3)

  private var directoryMessage: String {
    let folder = name.hasSuffix("/") ? name : name + "/"
    return "\(name): is a directory; name the pictures in it: shmshare \(folder)*"
  }

  /// The file may grow or shrink meanwhile, so its size is a guess.
  private func readToEnd(
    _ descriptor: CInt, expected: Int, _ check: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> InputBytes {
    let headByteCount = ImageType.headByteCount
    var bytes = InputBytes()
    try reserve(headByteCount, in: &bytes)
    while bytes.count < headByteCount, try read(descriptor, into: &bytes) {}
    try bytes.withUnsafeBytes(check)
    // One byte more than the size, so that the end is met without growing.
    try reserve(max(bytes.count, expected) + 1, in: &bytes)
    while bytes.count <= Self.maximumByteCount {
      if bytes.room == 0 { try reserve(bytes.count + bytes.count / 2, in: &bytes) }
      guard try read(descriptor, into: &bytes) else { return bytes }
    }
    throw tooLong
  }

  private func reserve(_ capacity: Int, in bytes: inout InputBytes) throws(Failure) {
    guard bytes.reserve(capacity) else {
      throw Failure(.undecodable, "\(name): not enough memory to read it")
    }
  }

  /// Reads once, into the room that there is, and waits for that; false at the end.
  private func read(_ descriptor: CInt, into bytes: inout InputBytes) throws(Failure) -> Bool {
    while true {
      let count = bytes.append { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      guard count < 0 else { return count > 0 }
      let code = Errno(rawValue: errno)
      switch code {
      case .interrupted: continue
      case .resourceTemporarilyUnavailable: awaitReadable(descriptor)
      default: throw failure(code)
      }
    }
  }

  /// Whoever gave us standard input may have made it non-blocking.
  private func awaitReadable(_ descriptor: CInt) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, -1)
  }

  private var tooLong: Failure {
    Failure(.undecodable, "\(name): has more than \(Self.maximumByteCount) bytes; that is too much")
  }

  private func failure(_ code: Errno) -> Failure {
    let reason =
      switch code {
      case .noSuchFileOrDirectory, .notDirectory: "no such file"
      case .permissionDenied, .notPermitted: "no permission to read it"
      default: code.description
      }
    return Failure(.noInput, "\(name): \(reason)")
  }
}
