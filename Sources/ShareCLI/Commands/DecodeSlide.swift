internal import ArgumentParser

/// `shmshare decode-slide`: the process in which a slideshow has one picture decoded, held, shown
/// and, if it moves, played. For the slideshow alone; not in the help.
///
/// Without a file it is confined first, and waits to be told one: so a show has a process waiting
/// for its next picture. It takes a `SlideOrder` a line from standard input, and gives a
/// `SlideAnswer` a line on standard output. The end of its input ends it at any time, and what it
/// held is abandoned.
struct DecodeSlide: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode-slide", abstract: "Decode one picture of a slideshow.",
    shouldDisplay: false)

  @Argument var file: String?

  @OptionGroup var channelOption: ChannelOption

  @OptionGroup var limits: LimitOptions
  @OptionGroup var shrinkOption: ShrinkOption
  @OptionGroup var depthOption: DepthOption
  @OptionGroup var profileOption: ProfileOption

  /// The transition, in milliseconds, for an order that names none.
  @Option var fade: UInt32 = 0

  /// Whether somebody waits for it.
  @Flag var urgent = false

  /// The slideshow's process, with which this one dies.
  @Option var parent: Int32?

  func job() throws(Failure) -> SlideJob {
    var costs = shrinkOption.applied(to: limits.costs)
    costs.depth = depthOption.depth
    costs.profile = profileOption.embeddedProfile
    costs.isUrgent = urgent
    return SlideJob(
      file: file, channel: try channelOption.name(), costs: costs, fade: .milliseconds(Int64(fade)),
      parent: parent)
  }
}
