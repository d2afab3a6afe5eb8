internal import ArgumentParser
private import ShmChannel

/// `shmshare list`: shows what channels there are.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the channels, what they show, and who watches.")

  @Flag(help: "Print a JSON array of objects, for programs.")
  var json = false

  func run() throws {
    let channels: [ChannelSummary]
    do throws(ChannelError) {
      channels = try Channel.list()
    } catch {
      throw Failure(error)
    }
    if json {
      try StandardStreams.say(ChannelListing.json(channels) + "\n")
    } else if channels.isEmpty {
      StandardStreams.hint("no channels; to make one: shmshare FILE")
    } else {
      try StandardStreams.say(ChannelListing.table(channels))
    }
  }
}
