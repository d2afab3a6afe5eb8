internal import ArgumentParser
private import Glibc
private import Sandbox
internal import ShmChannel
internal import Slideshow
private import SystemPackage

/// `shmshare slideshow`: shows the pictures of directories, and those that come, one after the
/// other.
struct SlideshowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slideshow",
    abstract: "Show the pictures of directories, and those that come, one after the other.",
    discussion: """
      New pictures are shown next, deleted ones leave the show, and the one on screen is shown anew \
      when it is written anew. A picture that cannot be decoded costs one line on standard error. \
      Where there is no picture, the show waits for one. It goes on until it is ended, from a \
      viewer's keys (n, p, g, G, P) or by: shmshare next, previous, first, last, jump, pause, resume.
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
  @OptionGroup(title: "Limits for one picture") var limits: SlideLimits
  @OptionGroup var channelOption: ChannelOption

  @Flag(help: "End the show that runs on the channel; without this, that is an error.")
  var replace = false

  /// For `shmview --slideshow`: the channel goes with the show.
  @Flag(help: .hidden) var `private` = false

  /// For `shmview --slideshow`: its process, with which the show ends.
  @Option(help: .hidden) var dieWithParent: Int32?

  func validate() throws {
    if places.isEmpty && choice.filelist == nil {
      throw ValidationError("name a directory or a file to show, or give --filelist")
    }
  }

  func run() throws {
    if let dieWithParent, !Parenthood.endWith(dieWithParent, by: SIGTERM) { return }
    var places = try ShowPlaces(places)
    if let list = choice.filelist.map(InputFile.init) {
      let bytes = try list.read()
      try bytes.withUnsafeBytes { (bytes) throws(Failure) in
        try places.add(lines: bytes, of: list.name)
      }
    }
    let plan = ShowPlan(
      schedule: pace.schedule(limits, start: pace.startAt.flatMap(places.picture)),
      watching: choice.watching(places), places: places, limits: limits)
    let show = try begin()
    leaveDirectory()
    try ShowRunner(plan, show).run()
  }

  private func begin() throws(Failure) -> Show {
    let name = try channelOption.name()
    do throws(ChannelError) {
      return try Show(
        on: name, isPrivate: `private`, replacing: replace)
    } catch {
      throw Failure(error)
    }
  }

  /// The file system that it was started from can be unmounted while it runs.
  private func leaveDirectory() {
    guard ChannelRoot.standard().path.isAbsolute else { return }
    _ = chdir("/")
  }
}
