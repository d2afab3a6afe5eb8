import SystemPackage

private import Glibc

/// Makes a system call that returns -1 and sets `errno` when it fails; tries again on `EINTR`.
///
/// - Throws: `SystemError`, with the names given here.
@discardableResult
package func check<Result: SignedInteger>(
  _ call: String, _ path: @autoclosure () -> String = "", _ body: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = body()
    guard result == -1 else { return result }
    let code = Errno(rawValue: Glibc.errno)  // first of all: anything else may change it
    guard code == .interrupted else { throw SystemError(call, path(), errno: code) }
  }
}

/// Runs `body`, and gives nil when what it is about is not there (`ENOENT`).
package func ifPresent<Result: ~Copyable>(
  _ body: () throws(SystemError) -> Result
) throws(SystemError) -> Result? {
  do { return try body() } catch {
    guard error.errno == .noSuchFileOrDirectory else { throw error }
    return nil
  }
}
