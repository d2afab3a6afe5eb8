internal import ArgumentParser

/// `shmshare watch-files`: the process that asks file systems for a slideshow, since they may not
/// answer. For the slideshow alone; not in the help.
///
/// It takes `LookoutRequest`s from standard input, and gives `LookoutMessage`s on standard output.
/// The end of its input ends it.
struct WatchFiles: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch-files", abstract: "Watch the files of a slideshow.", shouldDisplay: false)

  /// The slideshow's process, with which this one dies.
  @Option var parent: Int32?

  func job() throws(Failure) -> WatchJob { WatchJob(parent: parent) }
}
