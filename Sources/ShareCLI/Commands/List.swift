internal import ArgumentParser
private import ShmChannel

/// `shmshare list`: shows what channels there are.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the channels, what they show, and who watches.",
    discussion: """
      With --json each channel is an object with the members channel, generation, width, height, \
      age_seconds, title (these four null before the first frame), viewers (an array of objects with \
      name, pid and generation), frames, bytes and show: null, or an object with pid, state (waiting, \
      playing, paused or killed), position (from 1; 0 for none), count and directory. There may be \
      more members in time; these stay.
      """)

  @Flag(help: "Print a JSON array of objects, for programs.")
  var json = false

  func run() throws {
    let listing: Channel.Listing
    do throws(ChannelError) {
      listing = try Channel.list()
    } catch {
      throw Failure(error)
    }
    try show(listing.channels, isAll: listing.failures.isEmpty)
    var tally = FailureTally()
    for (name, error) in listing.failures {
      tally.attempt { () throws(Failure) in throw Failure(error, subject: name.string) }
    }
    try tally.finish()
  }

  private func show(_ channels: [ChannelSummary], isAll: Bool) throws(Failure) {
    if json {
      try StandardStreams.say(ChannelListing.json(channels) + "\n")
    } else if !channels.isEmpty {
      try StandardStreams.say(ChannelListing.table(channels))
    } else if isAll {
      StandardStreams.hint("no channels; to make one: shmshare FILE")
    }
  }
}
