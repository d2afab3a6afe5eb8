internal import ArgumentParser

/// `shmshare read-profile`: the process in which a viewer has a monitor's profile read. For viewers
/// alone; not in the help.
struct ReadProfile: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-profile", abstract: "Read a monitor's profile.", shouldDisplay: false)

  /// The viewer's process, with which this one dies.
  @Option var parent: Int32

  /// How messages call what comes from standard input.
  @Option var name: String

  func job() throws(Failure) -> ReadProfileJob { ReadProfileJob(name: name, parent: parent) }
}
