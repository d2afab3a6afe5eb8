internal import ArgumentParser

/// `shmshare rm`: removes channels.
struct Remove: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove channels, with the frames that they hold.",
    discussion: """
      Viewers go back to waiting, and follow the channel once it is made again.
      """
  )

  @Argument(help: ArgumentHelp("The channels to remove.", valueName: "channel"))
  var channels: [String]

  func job() -> RemoveJob { RemoveJob(channels: channels) }
}
