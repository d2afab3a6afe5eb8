private import Glibc
private import SystemPackage

/// A file to write: complete or not at all.
struct OutputFile {
  private let argument: String
  private var name: String { CommandLineText.display(argument) }

  /// - Parameter argument: as `CommandLineText` gives it.
  init(_ argument: String) { self.argument = argument }

  /// Writes all bytes to a new file beside the old one, then puts it in the old one's place.
  ///
  /// What is no regular file (a pipe, `/dev/null`) is written as it is. A symbolic link stays, and
  /// what it leads to is replaced.
  func write(_ bytes: [UInt8]) throws(Failure) {
    var status = stat()
    let path = cPath(CommandLineText.bytes(of: argument))
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT, !argument.hasSuffix("/") else { throw failure(Errno(rawValue: errno)) }
      return try replace(path, with: bytes, mode: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Failure(.noInput, "\(name): is a directory; name the file to write")
    case S_IFREG: try replace(resolved(path), with: bytes, mode: status.st_mode & 0o777)
    default: try fill(path, O_WRONLY, with: bytes)
    }
  }

  private func replace(_ path: [CChar], with bytes: [UInt8], mode: mode_t?) throws(Failure) {
    // The same folder, so that rename(2) stays within one file system.
    let folder = path[..<((path.lastIndex(of: CChar(bitPattern: UInt8(ascii: "/"))) ?? -1) + 1)]
    let temporary = Array(folder) + ".shmshare-\(getpid())".utf8.map(CChar.init(bitPattern:)) + [0]
    do throws(Failure) {
      try fill(temporary, O_WRONLY | O_CREAT | O_EXCL, with: bytes)
      if let mode { chmod(temporary, mode) }
      guard rename(temporary, path) == 0 else { throw failure(Errno(rawValue: errno)) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func fill(_ path: [CChar], _ flags: CInt, with bytes: [UInt8]) throws(Failure) {
    let descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, 0o666)
    guard descriptor >= 0 else { throw failure(Errno(rawValue: errno)) }
    do {
      let file = FileDescriptor(rawValue: descriptor)
      try file.closeAfter { _ = try file.writeAll(bytes) }
    } catch {
      throw failure((error as? Errno) ?? .ioError)
    }
  }

  private func resolved(_ path: [CChar]) throws(Failure) -> [CChar] {
    guard let real = realpath(path, nil) else { throw failure(Errno(rawValue: errno)) }
    defer { free(real) }
    return Array(UnsafeBufferPointer(start: real, count: strlen(real) + 1))
  }

  private func cPath(_ bytes: [UInt8]) -> [CChar] { bytes.map(CChar.init(bitPattern:)) + [0] }

  private func failure(_ code: Errno) -> Failure {
    switch code {
    case .noSuchFileOrDirectory: Failure(.noInput, "\(name): its folder is not there")
    case .notDirectory, .isDirectory: Failure(.noInput, "\(name): its folder is no directory")
    case .permissionDenied, .notPermitted, .readOnlyFileSystem:
      Failure(.noInput, "\(name): no permission to write it")
    default: Failure(.trouble, "\(name): \(code)")
    }
  }
}
