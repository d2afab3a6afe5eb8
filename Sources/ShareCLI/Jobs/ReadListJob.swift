private import CommandLineFiles
private import Glibc
private import Linux
private import Sandbox

/// Reads a list of files for the process that shows them, and writes it to standard output behind
/// `ListSign`s.
struct ReadListJob: Job {
  /// As `CommandLineText` has it.
  let list: String
  /// The slideshow's process, with which this one dies; nil for none.
  let parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent) { return }
    // Asked by its name: a pipe without a writer is opened once it has one.
    let status = try? FileStatus(at: PathBytes(CommandLineText.bytes(of: list)))
    let isFile = status?.isRegularFile ?? false
    try write([(isFile ? ListSign.answers : .waits).rawValue])
    let bytes = try InputFile(list).open().read(progress: {
      try? write([ListSign.answers.rawValue])  // a show that has gone is met later
    })
    try write([ListSign.contents.rawValue])
    try bytes.withUnsafeBytes { (bytes) throws(Failure) in try write(Array(bytes)) }
  }

  private func write(_ bytes: [UInt8]) throws(Failure) {
    do throws(SystemError) { try writeAll(bytes, to: STDOUT_FILENO) } catch {
      throw Failure(.trouble, nil)
    }
  }
}
