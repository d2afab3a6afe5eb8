private import ShmChannel
private import ShmShow

/// Removes channels, one after the other.
struct RemoveJob: Job {
  /// Which of them.
  enum Choice: Equatable {
    /// Those of that name, as `CommandLineText` has them.
    case named([String])
    /// Those that nobody has used for that long.
    case unused(for: Duration)
  }

  private let choice: Choice

  init(_ choice: Choice) { self.choice = choice }

  func run() throws(Failure) {
    var tally = FailureTally()
    switch choice {
    case .named(let names):
      for name in names {
        tally.attempt { () throws(Failure) in try remove(ChannelName.checked(name)) }
      }
    case .unused(let age): try removeUnused(for: age, &tally)
    }
    try tally.finish()
  }

  private func remove(_ name: ChannelName) throws(Failure) {
    do throws(ChannelError) { try ChannelRoot.standard().remove(name) } catch {
      throw Failure(error)
    }
  }

  /// One that cannot be read may be in use: it stays, and is told of.
  private func removeUnused(for age: Duration, _ tally: inout FailureTally) throws(Failure) {
    let channels: [ListedChannel]
    let failures: [(name: ChannelName, error: ChannelError)]
    do throws(ChannelError) { (channels, failures) = try ListedChannel.all(in: .standard()) } catch
    {
      throw Failure(error)
    }
    for channel in channels where channel.show?.isRunning != true {
      tally.attempt { () throws(Failure) in try removeIfUnused(channel.channel, for: age) }
    }
    for (name, error) in failures {
      tally.attempt { () throws(Failure) in throw Failure(error, subject: name.string) }
    }
  }

  private func removeIfUnused(_ channel: ChannelSummary, for age: Duration) throws(Failure) {
    do throws(ChannelError) {
      guard try Channel.open(channel.name).removeIfUnused(for: age) else { return }
    } catch .noSuchChannel {
      return  // removed by somebody else meanwhile
    } catch {
      throw Failure(error, subject: channel.name.string)
    }
    let size = ChannelListing.size(bytes: channel.allocatedByteCount)
    try StandardStreams.say("\(channel.name): removed, \(size)\n")
  }
}
