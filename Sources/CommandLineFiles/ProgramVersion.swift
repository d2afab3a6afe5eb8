private import CCommit
private import ShmChannel

/// What a program answers to `--version`: its name, the version, and in a build by scripts/build
/// the commit, as `git describe` names it.
package enum ProgramVersion {
  /// The line for `program`, without its end.
  package static func text(of program: String) -> String {
    text(of: program, commit: ccommit_description().map { String(cString: $0) })
  }

  static func text(of program: String, commit: String?) -> String {
    "\(program) \(shmviewVersion)" + (commit.map { " (\($0))" } ?? "")
  }
}
