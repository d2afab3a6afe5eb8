private import Glibc
private import Linux
package import Settings
private import Slideshow
private import SystemPackage

/// The files of settings, of which nothing is ever written.
package enum SettingsFiles {
  /// A file of more bytes is not one that a person has written.
  private static let mostBytes = 1 << 16

  /// What the files say, the one that counts most first; those that are not there say nothing.
  ///
  /// - Parameter problem: what a program has against a value.
  package static func read(
    _ source: SettingsSource, problem: (SettingKey, String) -> String?
  ) -> [SettingsText] {
    switch source {
    case .nothing: []
    case .file(let name): [read(name, problem)]
    case .standard:
      paths(variable).compactMap { path in
        do throws(SystemError) { return try contents(of: path, problem) } catch {
          // Most people have none, and that needs no word.
          if [.noSuchFileOrDirectory, .notDirectory].contains(error.errno) { return nil }
          return unreadable(path, error)
        }
      }
    }
  }

  /// Where files of settings are looked for, as the XDG Base Directory Specification says: a folder
  /// that is not absolute counts as not set.
  ///
  /// - Parameter variable: a variable of the environment; nil where it is not set.
  package static func paths(_ variable: (String) -> String?) -> [String] {
    let isAbsolute = { (folder: String) in folder.hasPrefix("/") }
    let home = variable("HOME").map { $0 + "/.config" }
    let own = [variable("XDG_CONFIG_HOME"), home].compactMap { $0 }.first(where: isAbsolute)
    let others = variable("XDG_CONFIG_DIRS") ?? "/etc/xdg"
    let folders = [own].compactMap { $0 } + others.split(separator: ":").map(String.init)
    return folders.filter(isAbsolute).map { $0 + "/shmview/config" }
  }

  /// The person's own folder; nil where that is not known.
  package static var home: String? { variable("HOME").flatMap { $0.isEmpty ? nil : $0 } }

  /// A variable of the environment that is not empty.
  package static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return CommandLineText.text(
      of: UnsafeBufferPointer(start: value, count: strlen(value)).map(UInt8.init(bitPattern:)))
  }

  private static func read(
    _ path: String, _ problem: (SettingKey, String) -> String?
  ) -> SettingsText {
    do throws(SystemError) { return try contents(of: path, problem) } catch {
      return unreadable(path, error)
    }
  }

  private static func unreadable(_ path: String, _ error: SystemError) -> SettingsText {
    SettingsText(
      unreadable: CommandLineText.display(path), "cannot be read: \(error.errno)")
  }

  private static func contents(
    of path: String, _ problem: (SettingKey, String) -> String?
  ) throws(SystemError) -> SettingsText {
    let name = CommandLineText.display(path)
    // O_NONBLOCK: a FIFO without a writer would be waited for.
    let file = try Descriptor(
      opening: PathBytes(CommandLineText.bytes(of: path)),
      options: [.nonBlocking, .noControllingTerminal])
    let status = try FileStatus(of: file.number)
    guard status.isRegularFile else {
      return SettingsText(unreadable: name, "is \(words(status.kind)), not a file of settings")
    }
    // What has no size can be long all the same, as in /proc.
    let bytes = try readBytes(file.number, count: mostBytes + 1, at: 0)
    guard max(status.byteCount, bytes.count) <= mostBytes else {
      return SettingsText(unreadable: name, "is larger than settings can be: \(mostBytes) bytes")
    }
    return SettingsText(bytes, of: name) { Self.problem($0, $1) ?? problem($0, $1) }
  }

  /// What both programs have against a value.
  private static func problem(_ key: SettingKey, _ value: String) -> String? {
    guard key == .hours else { return nil }
    do { _ = try ShowHours(value) } catch { return "\(error)" }
    return nil
  }

  private static func words(_ kind: FileStatus.Kind) -> String {
    switch kind {
    case .directory: "a directory"
    case .pipe: "a pipe"
    case .socket: "a socket"
    case .characterDevice, .blockDevice: "a device"
    case .regularFile, .symbolicLink, .other: "something else"
    }
  }
}
