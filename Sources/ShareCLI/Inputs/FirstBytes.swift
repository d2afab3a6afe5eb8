internal import Linux

/// What a source that was opened without waiting begins with.
enum FirstBytes {
  /// How long a person is left without a word.
  private static let patience = Duration.seconds(1)

  /// Waits until there is something to read, or the end: a FIFO that nobody has opened for writing
  /// yet looks as if it had ended to read(2), but not to poll(2).
  ///
  /// - Parameter name: what a person at the terminal is told is waited for; nil to tell nothing.
  static func await(from descriptor: CInt, telling name: String? = nil) throws(SystemError) {
    if let name {
      let soon = Deadline(after: patience)
      if try !Readiness.readable.wait(on: descriptor, until: soon).isEmpty { return }
      StandardStreams.hint("\(name): waiting for something to be written into it")
    }
    _ = try Readiness.readable.wait(on: descriptor)
  }
}
