internal import ArgumentParser
internal import CommandLineFiles

/// `shmshare put`: decodes files, and publishes each of them.
struct Put: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Publish pictures; this is the command if none is named.",
    discussion: """
      Each picture is decoded, then published, and one line says so: \
      "default: generation 7, 2560x1600, photo.jpg". A picture that fails is reported and leaves the \
      channel as it was; the others are still published, and the exit status is that of the first \
      failure. A picture that exceeds --max-seconds ends the command; those after it are not tried.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The pictures; - is standard input. A pipe with more than one picture is an error.",
      valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup var channelOption: ChannelOption

  @Option(help: "What viewers call it in their title bar; by default the file's name.")
  var title: String?

  @Flag(help: "Open a window unless the channel has one.")
  var open = false

  @Flag(help: "Show each picture in the terminal as well, by libchafa.")
  var preview = false

  @Option(
    help: ArgumentHelp("Wait until a viewer has shown it, or exit with 75.", valueName: "seconds"))
  var waitShown: Seconds?

  @OptionGroup(title: "Limits for one picture") var limits: LimitOptions
  @OptionGroup var shrinkOption: ShrinkOption
  @OptionGroup var depthOption: DepthOption
  @OptionGroup var profileOption: ProfileOption
  @OptionGroup var rangeOption: RangeOption
  @OptionGroup var transferOption: TransferOption
  @OptionGroup var historyOption: HistoryOption

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  /// For a viewer, to which these were dropped: nothing is read that may never end.
  @Flag(help: .hidden)
  var regularOnly = false

  /// The viewer's process, with which this one dies.
  @Option(help: .hidden)
  var parent: Int32?

  func job() throws(Failure) -> PutJob {
    var costs = shrinkOption.applied(to: limits.costs)
    costs.depth = depthOption.depth
    costs.profile = profileOption.embeddedProfile
    var job = PutJob(
      files: files, channel: try channelOption.name(), title: title, waitShown: waitShown,
      costs: costs, range: rangeOption.range, isQuiet: quiet, opensViewer: open,
      showsPreview: preview, takesRegularOnly: regularOnly, parent: parent)
    job.history = historyOption.history
    job.transfer = transferOption.transfer
    return job
  }
}
