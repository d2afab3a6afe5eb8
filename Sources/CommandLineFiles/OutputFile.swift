private import Glibc
package import ImageEncoding
package import SystemPackage

/// A file to write: complete or not at all.
package struct OutputFile {
  private let argument: String
  private var name: String { CommandLineText.display(argument) }

  /// - Parameter argument: As `CommandLineText` gives it.
  package init(_ argument: String) { self.argument = argument }

  /// What to write, as the name says; PNG if it says nothing.
  package var format: ImageEncoder.Format {
    get throws(OutputError) {
      guard let format = ImageEncoder.Format(forFileNamed: argument) else {
        throw OutputError(name: name, reason: .otherFormat)
      }
      return format
    }
  }

  /// Has `body` write a new file beside the old one, then puts it in the old one's place.
  ///
  /// What is no regular file (a pipe, `/dev/null`) is written as it is. A symbolic link stays, and
  /// what it leads to is replaced, or made. When `body` throws, everything is as it was.
  ///
  /// - Throws: `OutputError`, and what `body` throws but `EncodingError` and `Errno`.
  package func write(_ body: (FileDescriptor) throws -> Void) throws {
    guard !argument.isEmpty else { throw OutputError(name: name, reason: .noName) }
    var status = stat()
    let path = CommandLineText.bytes(of: argument).map(CChar.init(bitPattern:)) + [0]
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT, !argument.hasSuffix("/") else { throw failure(Errno(rawValue: errno)) }
      return try replace(followed(path), mode: nil, body)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw OutputError(name: name, reason: .isDirectory)
    case S_IFREG: try replace(resolved(path), mode: status.st_mode & 0o777, body)
    default: try fill(path, body)
    }
  }

  private func replace(
    _ path: [CChar], mode: mode_t?, _ body: (FileDescriptor) throws -> Void
  ) throws {
    try inOurWords {
      // The same folder, so that the new file can take the old one's name.
      var file = try NewFile(in: folder(of: path))
      try body(file.descriptor)
      if let mode { fchmod(file.descriptor.rawValue, mode) }
      try file.move(to: path)
    }
  }

  private func fill(_ path: [CChar], _ body: (FileDescriptor) throws -> Void) throws {
    try inOurWords {
      let file = try FileDescriptor.open(
        path, .writeOnly,
        options: [.closeOnExec, FileDescriptor.OpenOptions(rawValue: O_NOCTTY)])
      try file.closeAfter { try body(file) }  // close(2) may tell of a write that failed
    }
  }

  private func inOurWords(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let error as EncodingError {
      throw failure(error)
    } catch let error as Errno {
      throw failure(error)
    }
  }

  /// As far as its last `/`; nothing for a file in the working directory.
  private func folder(of path: [CChar]) -> [CChar] {
    Array(path[..<((path.lastIndex(of: Self.slash) ?? -1) + 1)])
  }

  private static let slash = CChar(bitPattern: UInt8(ascii: "/"))

  /// The path of the file that is missing: where `path`, if it is a symbolic link, leads in the end.
  private func followed(_ path: [CChar]) throws(OutputError) -> [CChar] {
    var path = path
    for _ in 0..<40 {  // the kernel follows no more (path_resolution(7))
      var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = readlink(path, &target, Int(PATH_MAX))
      guard count > 0 else { return path }
      path = (target[0] == Self.slash ? [] : folder(of: path)) + target[..<count] + [0]
    }
    throw failure(.tooManySymbolicLinkLevels)
  }

  private func resolved(_ path: [CChar]) throws(OutputError) -> [CChar] {
    guard let real = realpath(path, nil) else { throw failure(Errno(rawValue: errno)) }
    defer { free(real) }
    return Array(UnsafeBufferPointer(start: real, count: strlen(real) + 1))
  }

  private func failure(_ error: EncodingError) -> OutputError {
    if case .write(let code) = error { return failure(Errno(rawValue: code)) }
    return OutputError(name: name, reason: .encoding(error))
  }

  private func failure(_ code: Errno) -> OutputError {
    let reason: OutputError.Reason =
      switch code {
      case .noSuchFileOrDirectory: .noFolder
      case .notDirectory, .isDirectory: .folderIsNone
      case .permissionDenied, .notPermitted, .readOnlyFileSystem: .noPermission
      default: .system(code)
      }
    return OutputError(name: name, reason: reason)
  }
}
