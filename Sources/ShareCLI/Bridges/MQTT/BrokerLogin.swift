private import Glibc
internal import Linux
private import SystemPackage

/// User and password, which no command line may have: everybody on the machine can read those.
struct BrokerLogin: Equatable {
  let user: String
  let password: String?

  private static let userVariable = "SHMVIEW_MQTT_USER"
  private static let passwordVariable = "SHMVIEW_MQTT_PASSWORD"
  /// MQTT 5.0, 1.5.4 and 1.5.6: two bytes say how long each is.
  private static let maximumByteCount = 65_535
  /// `S_IROTH` of inode(7).
  private static let othersRead: UInt32 = 0o004

  /// Those of the environment, which no child of ours is to see; nil where it has none.
  static func takeFromEnvironment() throws(Failure) -> BrokerLogin? {
    let values = [userVariable, passwordVariable].map { name in
      let value = getenv(name).map { String(cString: $0) }
      unsetenv(name)
      return value
    }
    guard let user = values[0], !user.isEmpty else {
      guard values[1] == nil else {
        throw Failure(.usage, "\(passwordVariable) is set, and \(userVariable) is not")
      }
      return nil
    }
    return BrokerLogin(user: user, password: values[1])
  }

  /// The two lines of a file.
  init(file: PathBytes) throws(Failure) {
    let bytes: [UInt8]
    let mode: UInt32
    do throws(SystemError) {
      let descriptor = try Linux::Descriptor(opening: file, options: .noControllingTerminal)
      let status = try FileStatus(of: descriptor.number)
      mode = status.isRegularFile ? status.mode : 0
      bytes = try readSome(descriptor.number, atMost: 2 * Self.maximumByteCount + 2)
    } catch {
      throw Failure(.noInput, "\(file): \(error.errno)")
    }
    guard mode & Self.othersRead == 0 else {
      throw Failure(.noInput, "\(file): can be read by everybody; to close it: chmod 600 \(file)")
    }
    try self.init(lines: bytes, name: "\(file)")
  }

  init(user: String, password: String?) {
    self.user = user
    self.password = password
  }

  /// - Parameter name: of where the bytes come from, for people.
  init(lines bytes: [UInt8], name: String) throws(Failure) {
    guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
      throw Failure(.noInput, "\(name): is not text in UTF-8")
    }
    // Of bytes: a line feed behind a carriage return is one character with it.
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line in
        let end = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        return String(decoding: end, as: UTF8.self)
      }
    guard let user = lines.first, !user.isEmpty else {
      throw Failure(
        .noInput, "\(name): has no user in its first line, and the password in its second")
    }
    let password = lines.count > 1 && !lines[1].isEmpty ? lines[1] : nil
    let longest = max(user.utf8.count, password?.utf8.count ?? 0)
    guard longest <= Self.maximumByteCount else {
      throw Failure(.noInput, "\(name): has a line of more than \(Self.maximumByteCount) bytes")
    }
    self.init(user: user, password: password)
  }
}
