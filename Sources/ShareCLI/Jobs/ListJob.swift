private import ShmChannel

/// Prints what channels there are.
struct ListJob: Job {
  /// For programs, not for people.
  let isJSON: Bool

  func run() throws(Failure) {
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
    if isJSON {
      try StandardStreams.say(ChannelListing.json(channels) + "\n")
    } else if !channels.isEmpty {
      try StandardStreams.say(ChannelListing.table(channels))
    } else if isAll {
      StandardStreams.hint("no channels; to make one: shmshare FILE")
    }
  }
}
