internal import ArgumentParser
private import ShmChannel

/// `shmshare wait`: blocks until there is something new, for scripts that follow a channel.
struct Wait: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait for a channel's next generation, and print its number.",
    discussion: """
      Without --after it waits for a generation other than the present one; where there is no channel \
      yet, for its first. If that takes too long, it prints nothing and ends with 75.
      """
  )

  @Option(
    help: ArgumentHelp("Wait for a generation other than this one.", valueName: "generation"))
  var after: UInt64?

  @Option(help: ArgumentHelp("Wait no longer than this.", valueName: "seconds"))
  var timeout: Seconds?

  @OptionGroup var channelOption: ChannelOption

  func run() throws {
    let name = try channelOption.name()
    guard let generation = try next(in: name) else { throw Failure(.timedOut, nil) }
    try StandardStreams.say("\(generation.rawValue)\n")
  }

  private func next(in name: ChannelName) throws(Failure) -> Generation? {
    do throws(ChannelError) {
      let reader = try ChannelReader(name: name)
      return try reader.wait(
        after: after.map(Generation.init(rawValue:)), timeout: timeout?.duration)
    } catch {
      throw Failure(error)
    }
  }
}
