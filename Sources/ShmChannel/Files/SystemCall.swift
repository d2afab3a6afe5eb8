package import SystemPackage

private import Glibc

/// Makes a system call that returns -1 and sets `errno` when it fails; tries again on `EINTR`.
///
/// - Throws: `ChannelError.system`, with the names given here.
@discardableResult
package func check<Result: SignedInteger>(
  _ call: String, _ path: @autoclosure () -> String, _ body: () -> Result
) throws(ChannelError) -> Result {
  while true {
    let result = body()
    guard result == -1 else { return result }
    let code = Errno(rawValue: Glibc.errno)  // first of all: anything else may change it
    guard code == .interrupted else {
      throw .system(call: call, path: path(), code)
    }
  }
}

extension ChannelError {
  /// The system's reason, where it is one.
  package var errno: Errno? {
    if case .system(_, _, let code) = self { code } else { nil }
  }
}
