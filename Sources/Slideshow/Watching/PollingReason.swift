/// Why directories are looked at from time to time, and not watched.
package enum PollingReason: Hashable, Sendable, CustomStringConvertible {
  /// Others may change its files without this kernel's knowing.
  case fileSystem(String)
  /// No more watches for this user: `fs.inotify.max_user_watches`.
  case watchLimit
  /// No inotify at all: `fs.inotify.max_user_instances`, or no descriptors left.
  case noInotify

  package var description: String {
    switch self {
    case .fileSystem(let name): "\(name) does not tell of every change"
    case .watchLimit: "the limit of watches is reached; raise fs.inotify.max_user_watches"
    case .noInotify: "inotify is not available; raise fs.inotify.max_user_instances"
    }
  }
}
