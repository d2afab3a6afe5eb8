/// The systemd unit of the photo frame: what it starts, read as systemd.exec(5) and systemd.service(5)
/// say.
package struct FrameUnit {
  /// Its program and arguments.
  package private(set) var command: [String] = []
  package private(set) var environment: [String: String] = [:]
  private var settings: [Substring: Substring] = [:]

  /// Reads the unit for programs in the folder `bin`.
  ///
  /// - Parameters:
  ///   - home: of the user whose unit it is (`%h`); settings lie below `.config` there (`%E`).
  package init(home: String, bin: String) throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let text = String(
      decoding: Folder.contents("\(root)/Packaging/shmview-frame.service"), as: UTF8.self)
    func expanded(_ text: Substring) -> String {
      String(text).replacing("@bin@", with: bin).replacing("%h", with: home)
        .replacing("%E", with: home + "/.config")
    }
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && line.contains("=") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (key, value) = (parts[0], parts[1])
      switch key {
      case "Environment": set(expanded(value).replacing("\"", with: "")[...])
      // The minus says that the file may be missing.
      case "EnvironmentFile": read(expanded(value.drop { $0 == "-" }))
      default: settings[key] = value
      }
    }
    guard let start = settings["ExecStart"] else { throw TestFailure("the unit starts nothing") }
    environment["HOME"] = home
    for word in expanded(start).split(separator: " ") { command += words(of: word) }
  }

  /// What the unit says under that name.
  package subscript(key: Substring) -> Substring? { settings[key] }

  private mutating func read(_ file: String) {
    let text = String(decoding: Folder.contents(file), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") { set(line) }
  }

  private mutating func set(_ assignment: Substring) {
    let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
  }

  /// `${NAME}` is one word, `$NAME` as many as it has.
  private func words(of word: Substring) -> [String] {
    guard word.hasPrefix("$") else { return [String(word)] }
    let name = word.dropFirst().filter { $0 != "{" && $0 != "}" }
    let value = environment[name] ?? ""
    return word.hasPrefix("${") ? [value] : value.split(separator: " ").map { String($0) }
  }
}
