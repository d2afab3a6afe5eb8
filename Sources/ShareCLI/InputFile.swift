private import Glibc
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
  func read() throws(Failure) -> [UInt8] {
    let descriptor = try open()
    defer { if !isStandardInput { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(Errno(rawValue: errno)) }
    try requireReadable(status, descriptor)
    return try readToEnd(descriptor, expected: Int(status.st_size))
  }

  private func open() throws(Failure) -> CInt {
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
  private func readToEnd(_ descriptor: CInt, expected: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than the size, so that the end is met without growing.
    bytes.reserveCapacity(max(expected + 1, 1 << 16))
    while true {
      let before = bytes.count
      let spare = bytes.capacity - before
      let room = spare > 0 ? spare : max(before / 2, 1 << 16)
      var code = Errno(rawValue: 0)
      bytes.append(addingCapacity: room) { span in
        span.withUnsafeMutableBufferPointer { buffer, count in
          let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
          code = Errno(rawValue: result < 0 ? errno : 0)
          count = max(0, result)
        }
      }
      switch code {
      case .interrupted: continue
      case .resourceTemporarilyUnavailable: awaitReadable(descriptor)
      case _ where code.rawValue != 0: throw failure(code)
      case _ where bytes.count == before: return bytes
      default: break
      }
      guard bytes.count <= Self.maximumByteCount else { throw tooLong }
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
