internal import ArgumentParser

/// `shmshare slideshow`: shows the pictures of directories, and those that come, one after the
/// other.
struct SlideshowCommand: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "slideshow",
    abstract: "Show the pictures of directories, and those that come, one after the other.",
    discussion: """
      New pictures are shown next, deleted ones leave the show, and the one on screen is shown again \
      when its file is rewritten. A picture that cannot be decoded costs one line on standard error. \
      Without any picture, the show waits for one. Steer it with a viewer's keys (n, p, g, G, P) or \
      with shmshare next, previous, first, last, jump, pause, resume and screen; it goes on until \
      it is \
      interrupted or killed.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "What to show: directories, and single files. What is not there is waited for.",
      valueName: "dir|file"),
    completion: .file())
  var places: [String] = []

  @OptionGroup(title: "Order and pace") var pace: PaceOptions
  @OptionGroup(title: "Which files") var choice: ChoiceOptions
  @OptionGroup(title: "Limits for one picture") var limits: LimitOptions
  @OptionGroup var shrinkOption: ShrinkOption

  @Option(
    help: ArgumentHelp(
      """
      What becomes of samples of more than 8 bits, and of files of numbers: shown as 8 bits (8), or \
      published as they are (keep).
      """))
  var depth = DepthChoice.eight

  @OptionGroup var profileOption: ProfileOption

  @OptionGroup var channelOption: ChannelOption
  @OptionGroup var settings: SettingsOptions

  @Flag(help: "End the show that runs on the channel; without this, that is an error.")
  var replace = false

  /// For `shmview --slideshow`: the channel goes with the show.
  @Flag(help: .hidden) var `private` = false

  /// For `shmview --slideshow`: its process, with which the show ends.
  @Option(help: .hidden) var dieWithParent: Int32?

  /// For `SlideshowSettings`: where `--filelist` is set, if in a file.
  @Option(help: .hidden) var filelistPlace: String?

  func validate() throws {
    if places.isEmpty && choice.filelist == nil {
      throw ValidationError("name a directory or a file to show, or give --filelist")
    }
  }

  func job() throws(Failure) -> SlideshowJob {
    var costs = shrinkOption.applied(to: limits.costs)
    costs.depth = depth
    costs.profile = profileOption.embeddedProfile
    costs.isUrgent = pace.newest
    var job = SlideshowJob(
      places: places, fileList: choice.filelist, start: pace.startAt,
      schedule: pace.schedule(limits.costs), watching: choice.watching,
      pairs: choice.pairs, costs: costs, channel: try channelOption.name(), isReplacing: replace,
      isPrivate: `private`, parent: dieWithParent)
    job.hours = pace.hours
    job.listPlace = filelistPlace
    return job
  }
}
