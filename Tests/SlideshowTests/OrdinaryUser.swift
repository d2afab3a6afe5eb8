import Glibc

/// A user whom permissions bind; they do not bind root, as whom tests may run.
enum OrdinaryUser {
  /// `nobody` of Debian.
  private static let id: uid_t = 65_534

  /// Runs `body` as that user, as far as files are concerned, if this is root: setfsuid(2), which is
  /// for this thread alone, and takes the rights over others' files away as well.
  static func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard geteuid() == 0 else { return try body() }
    setFileUser(id)
    defer { setFileUser(0) }
    precondition(setFileUser(id) == id, "setfsuid")
    return try body()
  }

  /// <sys/fsuid.h> is not part of Swift's Glibc module.
  @discardableResult private static func setFileUser(_ id: uid_t) -> uid_t {
    typealias Function = @convention(c) (uid_t) -> CInt
    guard let function = dlsym(nil, "setfsuid") else { preconditionFailure("no setfsuid") }
    return uid_t(unsafeBitCast(function, to: Function.self)(id))
  }
}
