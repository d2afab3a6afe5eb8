import Linux
import SystemPackage

/// `shmshare` as a child of the viewer, which decodes nothing itself.
enum ShareProgram {
  /// Why it cannot be started.
  struct Missing: Error {
    let reason: String
  }

  /// Starts the program beside this one, else the one in PATH.
  ///
  /// - Parameters:
  ///   - arguments: bytes, since a path need not be text.
  ///   - input: its standard input; `nil`: the viewer's, and so for the others.
  static func start(
    _ arguments: [[UInt8]], input: CInt? = nil, output: CInt? = nil, errors: CInt? = nil
  ) throws(Missing) -> ChildProcess {
    var program = Spawn(OwnExecutable.neighbour(named: "shmshare") ?? "shmshare", arguments)
    if let input { program.input = .descriptor(input) }
    if let output { program.output = .descriptor(output) }
    if let errors { program.error = .descriptor(errors) }
    do throws(SystemError) {
      return try program.start()
    } catch {
      throw Missing(reason: "\(error.errno)")
    }
  }
}
