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
  ///   - errors: its standard error; `nil`: the viewer's.
  static func start(_ arguments: [[UInt8]], errors: CInt? = nil) throws(Missing) -> ChildProcess {
    var program = Spawn(OwnExecutable.neighbour(named: "shmshare") ?? "shmshare", arguments)
    if let errors { program.error = .descriptor(errors) }
    do throws(SystemError) {
      return try program.start()
    } catch {
      throw Missing(reason: "\(error.errno)")
    }
  }
}
