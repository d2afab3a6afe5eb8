package import SystemPackage

private import Glibc

/// A failed system call.
package struct WatchError: Error, Hashable, Sendable, CustomStringConvertible {
  package let call: String
  package let path: String
  package let errno: Errno

  package var description: String { "\(path): \(errno) (\(call))" }
}

/// Makes a system call that returns -1 and sets `errno` when it fails; tries again on `EINTR`.
@discardableResult
func check(
  _ call: String, _ path: @autoclosure () -> String, _ body: () -> CInt
) throws(WatchError) -> CInt {
  while true {
    let result = body()
    guard result == -1 else { return result }
    let code = Errno(rawValue: Glibc.errno)  // first of all: anything else may change it
    guard code == .interrupted else {
      throw WatchError(call: call, path: path(), errno: code)
    }
  }
}
