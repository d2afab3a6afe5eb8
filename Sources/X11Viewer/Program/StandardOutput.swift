import CommandLineFiles
import Glibc
import Linux
import Synchronization
import SystemPackage

/// Standard output, where that is what the program was asked for.
enum StandardOutput {
  /// Whether the parent had closed it.
  private static let wasClosed = Atomic(false)

  /// To be called first of all: makes all standard streams usable, and has a reader that went away
  /// met as an error.
  static func prepare() throws(ViewerError) {
    Signals.ignoreWriteFailures()
    do throws(SystemError) {
      let closed = try StandardDescriptors.complete()
      wasClosed.store(closed.contains(STDOUT_FILENO), ordering: .relaxed)
    } catch {
      throw .system(error)
    }
  }

  static var isClosed: Bool { wasClosed.load(ordering: .relaxed) }

  /// To be called before anything is done for the sake of its words.
  static func require() throws(ViewerError) {
    if isClosed { throw .output(OutputError(name: name, reason: .isClosed)) }
  }

  /// Writes text. A reader that has gone has seen enough.
  static func say(_ text: String) throws(ViewerError) {
    try require()
    do throws(SystemError) { try writeAll(Array(text.utf8), to: STDOUT_FILENO) } catch {
      if error.errno == .brokenPipe { return }
      throw .output(OutputError(name: name, reason: .system(error.errno)))
    }
  }

  private static let name = "standard output"
}
