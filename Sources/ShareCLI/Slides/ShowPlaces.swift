private import CommandLineFiles
private import Glibc
private import Linux
internal import Slideshow
internal import SystemPackage

/// What a slideshow shows: directories, and single files.
struct ShowPlaces: Equatable {
  private(set) var directories: [FilePath] = []
  private(set) var files: [FilePath] = []
  /// All of it for people, the home directory as `~`.
  private(set) var text = ""

  /// How many places the text names.
  private static let namedCount = 3

  /// - Parameter arguments: as `CommandLineText` has them. What is not there may come as either.
  init(_ arguments: [String]) throws(Failure) {
    for argument in arguments {
      guard let path = Self.absolute(argument) else { throw Failure.emptyName }
      let kind = Self.kind(of: path)
      let isMeantAsDirectory = argument.hasSuffix("/")
      if kind != .file || isMeantAsDirectory { directories.append(path) }
      if kind != .directory && !isMeantAsDirectory { files.append(path) }
    }
    let names = arguments.compactMap { Self.absolute($0).map(Self.display) }
    let more = names.count - Self.namedCount
    text = names.prefix(Self.namedCount).joined(separator: ", ")
    if more > 0 { text += " and \(more) more" }
  }

  /// Adds files, and directories, by the lines of a list: paths, and URIs of files; empty ones are
  /// passed over, and so is a byte order mark in front of the first. A list with a zero byte is one
  /// of `find -print0`, whose names end so and not with their line.
  ///
  /// - Throws: `Failure` when the list names nothing.
  mutating func add(lines: UnsafeRawBufferPointer, of name: String) throws(Failure) {
    let separator = lines.contains(0) ? 0 : UInt8(ascii: "\n")
    let hasMark = lines.starts(with: Self.byteOrderMark)
    let names = lines.dropFirst(hasMark ? Self.byteOrderMark.count : 0)
    let paths = names.split(separator: separator).compactMap { Self.path(ofLine: Array($0)) }
    if paths.isEmpty { throw Failure(.noInput, "\(name): no line of it names a file") }
    for path in paths {
      if Self.kind(of: path) == .directory { directories.append(path) } else { files.append(path) }
    }
    text += (text.isEmpty ? "" : ", ") + "the files of \(name)"
  }

  /// Lists that were written on other systems end their lines with a carriage return, too.
  private static func path(ofLine line: [UInt8]) -> FilePath? {
    let isEndedTwice = line.last == UInt8(ascii: "\r")
    if line.starts(with: "file://".utf8),
      let path = FileURI.path(of: line.dropLast(isEndedTwice ? 1 : 0), host: HostName.text)
    {
      return absolute(CommandLineText.text(of: path))
    }
    guard let path = absolute(CommandLineText.text(of: line)) else { return nil }
    guard isEndedTwice, kind(of: path) == .missing else { return path }
    return absolute(CommandLineText.text(of: line.dropLast()))
  }

  /// U+FEFF in UTF-8, which some editors put in front of a text.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A picture that an argument names: from the working directory, or else in one of the places.
  func picture(_ argument: String) -> FilePath? {
    let name = CommandLineText.path(argument)
    let candidates = [Self.absolute(argument)] + directories.map { $0.pushing(name) }
    return candidates.compactMap { $0 }.first { Self.kind(of: $0) == .file } ?? candidates[0]
  }

  /// A path for people: below the home directory with `~`.
  static func display(_ path: FilePath) -> String {
    let text = String(decoding: path)
    guard let home = getenv("HOME").map({ FilePath(platformString: $0) }), home.isAbsolute,
      home.components.count > 0, path.starts(with: home)
    else { return text }
    let rest = path.components.dropFirst(home.components.count)
    return rest.isEmpty ? "~" : "~/" + String(decoding: FilePath(root: nil, rest))
  }

  private enum Kind { case file, directory, missing }

  private static func kind(of path: FilePath) -> Kind {
    guard let status = try? FileStatus(at: PathBytes(path)) else { return .missing }
    return status.isDirectory ? .directory : .file
  }

  /// Nil for no name at all. Links stay links; so does `..`, whose meaning depends on them.
  private static func absolute(_ argument: String) -> FilePath? {
    var path = CommandLineText.path(argument)
    guard !path.isEmpty else { return nil }
    if path.isRelative, let directory = WorkingDirectory.path { path = directory.pushing(path) }
    return path.withoutDots
  }
}
