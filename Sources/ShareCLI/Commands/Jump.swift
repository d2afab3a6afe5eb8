internal import ArgumentParser

/// `shmshare jump`: takes a running slideshow to one picture.
struct Jump: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "jump",
    abstract: "Show one picture of the slideshow.",
    discussion: """
      FILE is a file of the slideshow, or the end of its path where only one picture's path ends so. \
      The exit status is 66 where no slideshow runs or it has no such picture, and 75 if the show \
      does not answer within 5 seconds.
      """)

  @Argument(
    help: ArgumentHelp("The picture to show.", valueName: "file"), completion: .file())
  var file: String

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> JumpJob {
    JumpJob(file: file, channel: try channelOption.name())
  }
}
