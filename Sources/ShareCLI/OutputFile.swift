private import Glibc
private import ImageEncoding
internal import SystemPackage

/// A file to write: complete or not at all.
struct OutputFile {
  private let argument: String
  private var name: String { CommandLineText.display(argument) }

  /// - Parameter argument: as `CommandLineText` gives it.
  init(_ argument: String) { self.argument = argument }

  /// Has `body` write a new file beside the old one, then puts it in the old one's place.
  ///
  /// What is no regular file (a pipe, `/dev/null`) is written as it is. A symbolic link stays, and
  /// what it leads to is replaced. When `body` throws, everything is as it was.
  func write(_ body: (FileDescriptor) throws -> Void) throws {
    var status = stat()
    let path = CommandLineText.bytes(of: argument).map(CChar.init(bitPattern:)) + [0]
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT, !argument.hasSuffix("/") else { throw failure(Errno(rawValue: errno)) }
      return try replace(path, mode: nil, body)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Failure(.noInput, "\(name): is a directory; name the file to write")
    case S_IFREG: try replace(resolved(path), mode: status.st_mode & 0o777, body)
    default: try fill(path, O_WRONLY, body)
    }
  }

  private func replace(
    _ path: [CChar], mode: mode_t?, _ body: (FileDescriptor) throws -> Void
  ) throws {
    // The same folder, so that rename(2) stays within one file system.
    let folder = path[..<((path.lastIndex(of: CChar(bitPattern: UInt8(ascii: "/"))) ?? -1) + 1)]
    let temporary = folder + ".shmshare-\(getpid())".utf8.map(CChar.init(bitPattern:)) + [0]
    let new = Array(temporary)
    do {
      try fill(new, O_WRONLY | O_CREAT | O_EXCL, body)
      if let mode { chmod(new, mode) }
      guard rename(new, path) == 0 else { throw failure(Errno(rawValue: errno)) }
    } catch {
      unlink(new)
      throw error
    }
  }

  private func fill(
    _ path: [CChar], _ flags: CInt, _ body: (FileDescriptor) throws -> Void
  ) throws {
    let descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, 0o666)
    guard descriptor >= 0 else { throw failure(Errno(rawValue: errno)) }
    let file = FileDescriptor(rawValue: descriptor)
    do {
      try file.closeAfter { try body(file) }
    } catch let error as EncodingError {
      throw failure(error)
    } catch let error as Errno {
      throw failure(error)  // close(2) may tell of a write that failed
    }
  }

  private func resolved(_ path: [CChar]) throws(Failure) -> [CChar] {
    guard let real = realpath(path, nil) else { throw failure(Errno(rawValue: errno)) }
    defer { free(real) }
    return Array(UnsafeBufferPointer(start: real, count: strlen(real) + 1))
  }

  private func failure(_ error: EncodingError) -> Failure {
    if case .write(let code) = error { return failure(Errno(rawValue: code)) }
    return Failure(.trouble, "\(name): \(error)")
  }

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
