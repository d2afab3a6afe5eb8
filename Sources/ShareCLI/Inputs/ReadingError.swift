internal import Linux
internal import SystemPackage

/// Why an input's bytes cannot be read.
enum ReadingError: Error, Equatable {
  /// It has more than that many bytes: `InputBytes.maximumByteCount`, or what a picture can have.
  case tooLong(limit: Int)
  /// The system has no memory for it.
  case noMemory
  /// A system call failed.
  case system(Errno)
}

extension ReadingError {
  /// Whether the system has too little of something at the moment, which is not the file's fault.
  var isShortage: Bool {
    switch self {
    case .system(.tooManyOpenFiles), .system(.tooManyOpenFilesInSystem), .system(.noMemory): true
    case .system, .noMemory, .tooLong: false
    }
  }
}

extension ReadingError {
  /// Asks the kernel something, whose refusal is why the input cannot be read.
  static func met<Result: ~Copyable>(
    _ body: @autoclosure () throws(SystemError) -> Result
  ) throws(ReadingError) -> Result {
    do { return try body() } catch { throw .system(error.errno) }
  }
}

extension ReadingError: CustomStringConvertible {
  /// What happened; to stand behind `NAME: `.
  var description: String {
    switch self {
    case .tooLong(InputBytes.maximumByteCount):
      "has more than \(InputBytes.maximumByteCount) bytes; that is too much"
    case .tooLong(let limit):
      "goes on after \(limit) bytes, which is more than a picture has; see --max-pixels"
    case .noMemory: "not enough memory to read it"
    case .system(.noSuchFileOrDirectory), .system(.notDirectory): "no such file"
    case .system(.permissionDenied), .system(.notPermitted): "no permission to read it"
    case .system(let code): code.description
    }
  }
}

extension Failure {
  /// An input that was not read.
  ///
  /// - Parameter name: how messages name it.
  init(_ error: ReadingError, of name: String) {
    switch error {
    case .noMemory, .tooLong: self.init(.undecodable, "\(name): \(error)")
    case .system: self.init(.noInput, "\(name): \(error)")
    }
  }
}
