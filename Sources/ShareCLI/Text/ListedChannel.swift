internal import ShmChannel
internal import ShmShow

/// A channel and its slideshow, as `list` prints them.
struct ListedChannel {
  let channel: ChannelSummary
  /// Running or killed; nil when there is none.
  let show: ShowStatus?
}

extension ListedChannel {
  /// Every channel of a root, the one with the newest frame first, and what cannot be read of it.
  static func all(in root: ChannelRoot) throws(ChannelError) -> (
    channels: [ListedChannel], failures: [(name: ChannelName, error: ChannelError)]
  ) {
    let listing = try root.list()
    var failures = listing.failures
    var channels: [ListedChannel] = []
    for channel in listing.channels {
      do throws(ChannelError) {
        channels.append(ListedChannel(channel: channel, show: try root.show(of: channel.name)))
      } catch {
        failures.append((channel.name, error))
      }
    }
    failures.sort { $0.name.string < $1.name.string }
    return (channels.sorted(by: isNewer), failures)
  }

  /// What was published last comes first, what has no frame last; else by name, as they come.
  static func isNewer(_ first: ListedChannel, _ second: ListedChannel) -> Bool {
    switch (first.channel.frame?.publishedAt, second.channel.frame?.publishedAt) {
    case (let one?, let other?) where one != other: one > other
    case (.some, nil): true
    case (nil, .some): false
    default: first.channel.name.string < second.channel.name.string
    }
  }
}
