internal import ArgumentParser
private import ShmChannel

/// `shmshare rm`: removes channels.
struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove channels, with the frames that they hold.",
    discussion: """
      Viewers go back to waiting, and follow the channel when it is made again.
      """
  )

  @Argument(help: ArgumentHelp("The channels to remove.", valueName: "channel"))
  var channels: [String]

  func run() throws {
    var tally = FailureTally()
    for channel in channels {
      tally.attempt { () throws(Failure) in
        let name = try ChannelName.checked(channel)
        do throws(ChannelError) {
          try Channel.remove(name)
        } catch {
          throw Failure(error)
        }
      }
    }
    try tally.finish()
  }
}
