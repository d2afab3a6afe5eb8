private import CLinux
private import Linux
package import SystemPackage

/// What a process may still do once it handles bytes that it does not trust.
///
/// It may read files, compute, start threads, and write below one directory. It cannot be undone,
/// and what the process starts inherits it.
package struct Confinement {
  private let room: Room

  /// What may still be changed; the descriptors are open directories.
  enum Room {
    /// No file at all.
    case none
    /// Files below it are written, made and deleted.
    case files(below: CInt)
    /// The same with directories, which may get other names in their directory.
    case tree(below: CInt)
  }

  /// - Parameter writableDirectory: an open directory; the files below it may be written, made and
  ///   deleted, and nothing else.
  package init(writableDirectory: CInt) { room = .files(below: writableDirectory) }

  /// - Parameter writableTree: an open directory; the files and directories below it may be
  ///   written, made, renamed and deleted, and nothing else. Nil for nothing at all.
  package init(writableTree: CInt?) {
    room = if let writableTree { .tree(below: writableTree) } else { .none }
  }

  /// Confines the process, which must have no other thread yet.
  ///
  /// - Returns: what the kernel would not do; the rest holds.
  package func enter() -> [Gap] {
    var gaps: [Gap] = []
    do throws(SystemError) {
      // Without it, neither of the two below is open to a process without privileges.
      try check("prctl") { clinux_forbid_new_privileges() }
    } catch {
      return [.everything(error.errno)]
    }
    do throws(SystemError) {
      try Landlock.restrict(to: room)
    } catch {
      gaps.append(.files(error.errno))
    }
    do throws(SystemError) {
      try SystemCallFilter.decoding(makingDirectories: room.hasDirectories).install()
    } catch {
      gaps.append(.systemCalls(error.errno))
    }
    return gaps
  }

  /// A part of the confinement that the kernel lacks; the words are for the end of a sentence.
  package enum Gap: Error, Hashable, CustomStringConvertible {
    case everything(Errno)
    case files(Errno)
    case systemCalls(Errno)

    package var description: String {
      switch self {
      case .everything(let code): "the kernel has no PR_SET_NO_NEW_PRIVS (\(code))"
      case .files(let code): "the kernel has no Landlock, or has it off (\(code))"
      case .systemCalls(let code): "the kernel has no seccomp filters (\(code))"
      }
    }
  }
}

extension Confinement.Room {
  /// Whether directories are made in it.
  var hasDirectories: Bool { if case .tree = self { true } else { false } }
}
