package import ImageEncoding
package import SystemPackage

/// Why a file was not written; it is as it was before.
package struct OutputError: Error, Equatable {
  package enum Reason: Equatable, Sendable {
    /// The argument has no character.
    case noName
    /// The name is a directory's.
    case isDirectory
    /// The folder to write into is missing.
    case noFolder
    /// What the path leads through is not a folder.
    case folderIsNone
    case noPermission
    /// The name is that of a format which is not written.
    case otherFormat(written: [ImageEncoder.Format])
    /// The parent had closed it.
    case isClosed
    case encoding(EncodingError)
    case system(Errno)
  }

  /// The file as the command line names it, for people.
  package let name: String
  package let reason: Reason

  package init(name: String, reason: Reason) {
    self.name = name
    self.reason = reason
  }

  /// What is to blame.
  package var cause: Cause {
    switch reason {
    case .otherFormat: .usage
    case .noName, .isDirectory, .noFolder, .folderIsNone, .noPermission: .place
    case .isClosed, .encoding, .system: .trouble
    }
  }

  package enum Cause: Equatable, Sendable {
    /// What was asked for makes no sense.
    case usage
    /// There can be no file of that name.
    case place
    /// Something else, which another name would not mend.
    case trouble
  }
}

extension OutputError: CustomStringConvertible {
  /// Which file, what happened, and what to do.
  package var description: String {
    switch reason {
    case .noName: "\"\" is not a file name"
    case .isDirectory: "\(name): is a directory; name the file to write"
    case .noFolder: "\(name): its folder is not there"
    case .folderIsNone: "\(name): its folder is not a directory"
    case .noPermission: "\(name): no permission to write it"
    case .otherFormat(let written):
      "\(name): only \(Self.list(written.map(\.name))) are written; name it \(stem).png, "
        + "or \(stem).npy, which has room for all"
    case .isClosed: "\(name): is closed"
    case .encoding(let error): "\(name): \(error)"
    case .system(let code): "\(name): \(code)"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  private var stem: Substring { name[..<(name.lastIndex(of: ".") ?? name.endIndex)] }
}
