package import ImageEncoding
private import Linux
package import SystemPackage

/// A file to write: complete or not at all.
package struct OutputFile {
  private let argument: String
  private var name: String { CommandLineText.display(argument) }

  /// - Parameter argument: As `CommandLineText` gives it.
  package init(_ argument: String) { self.argument = argument }

  /// What to write, as the name says; PNG if it says nothing.
  ///
  /// - Parameter written: the formats that there are to choose from.
  package func format(
    among written: [ImageEncoder.Format] = ImageEncoder.Format.files
  ) throws(OutputError) -> ImageEncoder.Format {
    guard let format = ImageEncoder.Format(forFileNamed: argument), written.contains(format) else {
      throw OutputError(name: name, reason: .otherFormat(written: written))
    }
    return format
  }

  /// Has `body` write a new file beside the old one, then puts it in the old one's place.
  ///
  /// What is not a regular file (a pipe, `/dev/null`) is written as it is. A symbolic link stays,
  /// and what it leads to is replaced, or made. When `body` throws, everything is as it was.
  ///
  /// - Throws: `OutputError`, and what `body` throws but `EncodingError` and `Errno`.
  package func write(_ body: (FileDescriptor) throws -> Void) throws {
    guard !argument.isEmpty else { throw OutputError(name: name, reason: .noName) }
    let path = PathBytes(CommandLineText.bytes(of: argument))
    let status: FileStatus
    do throws(SystemError) { status = try FileStatus(at: path) } catch {
      guard error.errno == .noSuchFileOrDirectory, !argument.hasSuffix("/") else {
        throw failure(error.errno)
      }
      return try replace(followed(path), mode: nil, body)
    }
    switch status.kind {
    case .directory: throw OutputError(name: name, reason: .isDirectory)
    case .regularFile: try replace(resolved(path), mode: status.mode & 0o777, body)
    default: try fill(path, body)
    }
  }

  private func replace(
    _ path: PathBytes, mode: UInt32?, _ body: (FileDescriptor) throws -> Void
  ) throws {
    try inOurWords {
      // The same folder, so that the new file can take the old one's name.
      var file = try NewFile(in: folder(of: path))
      try body(file.descriptor)
      if let mode { try? setPermissions(of: file.descriptor.rawValue, to: mode) }
      try file.move(to: path)
    }
  }

  private func fill(_ path: PathBytes, _ body: (FileDescriptor) throws -> Void) throws {
    try inOurWords {
      let file = FileDescriptor(
        rawValue: try Descriptor(
          opening: path, .writeOnly, options: [.noControllingTerminal]
        ).take())
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
    } catch let error as SystemError {
      throw failure(error.errno)
    }
  }

  /// As far as its last `/`; nothing for a file in the working directory.
  private func folder(of path: PathBytes) -> PathBytes {
    let bytes = path.bytes
    return PathBytes(bytes[..<((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)])
  }

  /// The path of the file that is missing: where `path`, if it is a symbolic link, leads in the
  /// end.
  private func followed(_ path: PathBytes) throws(OutputError) -> PathBytes {
    var path = path
    for _ in 0..<40 {  // the kernel follows no more (path_resolution(7))
      guard let target = path.linkTarget?.bytes else { return path }
      let isAbsolute = target.first == UInt8(ascii: "/")
      path = PathBytes((isAbsolute ? [] : folder(of: path).bytes) + target)
    }
    throw failure(.tooManySymbolicLinkLevels)
  }

  private func resolved(_ path: PathBytes) throws(OutputError) -> PathBytes {
    do throws(SystemError) { return try path.resolved() } catch { throw failure(error.errno) }
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
