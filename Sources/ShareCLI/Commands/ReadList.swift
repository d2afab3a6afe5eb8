internal import ArgumentParser

/// `shmshare read-list`: the process that reads the list of a slideshow's files, since its file
/// system may not answer. For the slideshow alone; not in the help.
struct ReadList: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-list", abstract: "Read the list of a slideshow's files.",
    shouldDisplay: false)

  @Argument var list: String

  /// The slideshow's process, with which this one dies.
  @Option var parent: Int32?

  func job() throws(Failure) -> ReadListJob { ReadListJob(list: list, parent: parent) }
}
