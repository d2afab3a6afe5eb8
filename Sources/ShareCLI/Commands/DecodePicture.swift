internal import ArgumentParser

/// `shmshare decode-picture`: the process in which a bridge has a stranger's picture decoded and
/// published. For bridges alone; not in the help.
struct DecodePicture: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode-picture", abstract: "Publish one picture of a bridge.",
    shouldDisplay: false)

  @OptionGroup var channelOption: ChannelOption

  /// How messages call what comes from standard input.
  @Option var name: String

  @Option var title = ""

  /// A line for the frame's details.
  @Option var origin: String?

  /// The bridge's process, with which this one dies.
  @Option var parent: Int32

  @OptionGroup var limits: LimitOptions

  @Flag var quiet = false

  func job() throws(Failure) -> PutJob {
    var put = PutJob(files: ["-"], channel: try channelOption.name())
    put.inputName = name
    put.title = title
    put.origin = origin
    put.costs = limits.costs
    put.isQuiet = quiet
    put.givesAdvice = false
    put.parent = parent
    return put
  }
}
