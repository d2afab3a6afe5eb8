private import Glibc
private import Linux
private import ShmChannel
private import SystemPackage

/// Prints what channels there are.
struct ListJob: Job {
  /// For programs, not for people.
  let isJSON: Bool

  func run() throws(Failure) {
    try StandardStreams.requireOutput()
    warnOfMissingRoot()
    let channels: [ListedChannel]
    let failures: [(name: ChannelName, error: ChannelError)]
    do throws(ChannelError) {
      (channels, failures) = try ListedChannel.all(in: .standard())
    } catch {
      throw Failure(error)
    }
    try show(channels, isAll: failures.isEmpty)
    var tally = FailureTally()
    for (name, error) in failures {
      tally.attempt { () throws(Failure) in throw Failure(error, subject: name.string) }
    }
    try tally.finish()
  }

  /// Nothing is wrong, as the first picture makes it; but the name may be mistyped.
  private func warnOfMissingRoot() {
    let root = ChannelRoot.standard().path
    guard let name = getenv("SHMVIEW_DIR"), name.pointee != 0, PathBytes(root).isMissing else {
      return
    }
    StandardStreams.complain(
      "\(root), which SHMVIEW_DIR names, does not exist yet")
  }

  private func show(_ channels: [ListedChannel], isAll: Bool) throws(Failure) {
    if isJSON {
      try StandardStreams.say(ChannelListing.json(channels) + "\n")
    } else if !channels.isEmpty {
      try StandardStreams.say(ChannelListing.table(channels))
    } else if isAll {
      StandardStreams.hint("no channels; to make one: shmshare FILE")
    }
  }
}
