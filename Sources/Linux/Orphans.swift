private import Glibc
private import Synchronization

/// Processes of which nobody has waited for the end: until somebody does, each that ends stays in
/// the kernel's table.
enum Orphans {
  private static let ids = Mutex<[CInt]>([])

  /// Takes a process whose end nobody will ask for any more.
  static func take(_ id: CInt) {
    ids.withLock { $0.append(id) }
    sweep()
  }

  /// Lets go of those that have ended.
  static func sweep() {
    ids.withLock { ids in
      ids.removeAll { id in
        var status: CInt = 0
        return unsafe waitpid(id, &status, WNOHANG) != 0
      }
    }
  }
}
