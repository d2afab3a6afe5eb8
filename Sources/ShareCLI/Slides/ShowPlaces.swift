private import CommandLineFiles
private import Glibc
private import ImageDecoding
private import Linux
internal import Slideshow
internal import SystemPackage

/// What a slideshow shows, by the names alone: no file system is asked, since it may not answer.
struct ShowPlaces: Equatable {
  /// What was named as a directory.
  private(set) var directories: [FilePath] = []
  /// Directories and single files.
  private(set) var unknown: [NamedPlace] = []
  /// All of it for people, the home directory as `~`.
  private(set) var text = ""
  /// What the user is to be told of lines that are passed over.
  private(set) var remarks: [String] = []
  /// Whether a list names more of it while the show runs.
  private(set) var awaitsList = false

  /// Whether nothing is named but by a list that comes.
  var isEmpty: Bool { directories.isEmpty && unknown.isEmpty }

  /// How many places the text names.
  private static let namedCount = 3

  /// - Parameter arguments: as `CommandLineText` has them. What is not there may come as either.
  init(_ arguments: [String]) throws(Failure) {
    for argument in arguments {
      guard let path = Self.absolute(argument) else { throw Failure.emptyName }
      if argument.hasSuffix("/") {
        directories.append(path)
      } else {
        unknown.append(NamedPlace(path, mayBecomeDirectory: true))
      }
    }
    let names = arguments.compactMap { Self.absolute($0).map(Self.display) }
    let more = names.count - Self.namedCount
    text = names.prefix(Self.namedCount).joined(separator: ", ")
    if more > 0 { text += " and \(more) more" }
  }

  /// Adds what a list names; `remarks` tells what of it is passed over.
  ///
  /// - Throws: `Failure` when it names nothing.
  mutating func add(lines: [UInt8], of name: String) throws(Failure) {
    let list: PlaceList
    do throws(PlaceLines.Nonsense) { list = try PlaceList(PlaceLines.lines(of: lines)) } catch {
      throw Failure(error, list: name)
    }
    let places = Self.places(list, in: WorkingDirectory.path)
    guard !places.isEmpty else { throw Failure(nothingIn: name, foreign: list.foreign.first) }
    if let words = list.words { remarks.append("\(name): \(words)") }
    unknown += places
    text += (text.isEmpty ? "" : ", ") + "the files of \(name)"
  }

  /// A list will name more.
  mutating func expectList(_ name: String) {
    awaitsList = true
    text += (text.isEmpty ? "" : ", ") + "the files of \(name)"
  }

  /// What a list names, from a directory.
  static func places(_ list: PlaceList, in directory: FilePath?) -> [NamedPlace] {
    list.places.compactMap { names in
      guard let path = absolute(CommandLineText.text(of: names.name), in: directory) else {
        return nil
      }
      let other = names.alternative.flatMap {
        absolute(CommandLineText.text(of: $0), in: directory)
      }
      return NamedPlace(path, alternative: other, mayBecomeDirectory: false)
    }
  }

  /// What a picture that an argument names may be called: from the working directory, or else in
  /// one of the places.
  func pictures(_ argument: String) -> [FilePath] {
    let name = CommandLineText.path(argument)
    let folders = directories + unknown.filter(\.mayBecomeDirectory).map(\.path)
    let given = [Self.absolute(argument)].compactMap { $0 }
    var names: [FilePath] = []
    for path in given + folders.map({ $0.pushing(name) }) where !names.contains(path) {
      let isListed = awaitsList || unknown.contains { $0.path == path || $0.alternative == path }
      if isListed || folders.contains(where: path.starts) { names.append(path) }
    }
    return names.isEmpty ? given : names
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

  /// Nil for no name at all. Links stay links; so does `..`, whose meaning depends on them.
  private static func absolute(
    _ argument: String, in directory: FilePath? = WorkingDirectory.path
  ) -> FilePath? {
    var path = CommandLineText.path(argument)
    guard !path.isEmpty else { return nil }
    if path.isRelative, let directory { path = directory.pushing(path) }
    return path.withoutDots
  }
}

extension Failure {
  /// A list that cannot be one.
  init(_ nonsense: PlaceLines.Nonsense, list name: String) {
    let reason =
      switch nonsense {
      case .picture(let type): InputUse.list.wordsForPicture(type.description, name)
      case .binary: "is not a list of files: it is not text"
      case .utf16: "is not a list in UTF-8 but in UTF-16; save it as UTF-8"
      case .longLine: "is not a list of files: a line of it has more than 16,384 bytes"
      }
    self.init(.noInput, "\(name): \(reason)")
  }

  /// A list without a name.
  ///
  /// - Parameter foreign: the first line that names a file of another machine.
  init(nothingIn name: String, foreign: String?) {
    let reason = foreign.map { " on this machine: \($0)" } ?? ""
    self.init(.noInput, "\(name): no line of it names a file\(reason)")
  }
}
