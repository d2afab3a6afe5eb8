package import Linux
package import SystemPackage

extension ChannelError {
  /// A system call that failed.
  package init(_ error: SystemError) {
    self = .system(call: error.call, path: error.path, error.errno)
  }

  /// The system's reason, where it is one.
  package var errno: Errno? {
    if case .system(_, _, let code) = self { code } else { nil }
  }
}

/// Asks the kernel something, whose refusal is the channel's error.
package func kernel<Result: ~Copyable>(
  _ body: @autoclosure () throws(SystemError) -> Result
) throws(ChannelError) -> Result {
  do { return try body() } catch { throw ChannelError(error) }
}

/// Runs `body`, and gives nil when what it is about is not there (`ENOENT`).
package func ifThere<Result: ~Copyable>(
  _ body: () throws(ChannelError) -> Result
) throws(ChannelError) -> Result? {
  do { return try body() } catch {
    guard error.errno == .noSuchFileOrDirectory else { throw error }
    return nil
  }
}
