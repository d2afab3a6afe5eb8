private import Glibc
private import Sandbox
internal import ShmChannel
internal import ShmShow
internal import Slideshow
private import SystemPackage

/// Shows the pictures of directories, and those that come, until it is ended.
struct SlideshowJob: Job {
  /// Directories and single files, as `CommandLineText` has them.
  let places: [String]
  /// The file that names more of them, one a line; `-` is standard input.
  let fileList: String?
  /// The picture to begin with.
  let start: String?
  /// All but where it starts.
  let schedule: ShowSchedule.Options
  /// All but what is watched.
  let watching: DirectoryWatcher.Options
  let costs: DecodingCosts
  let channel: ChannelName
  /// Whether a show that runs on the channel is ended.
  let isReplacing: Bool
  /// Whether the channel goes with the show.
  let isPrivate: Bool
  /// The process with which the show ends; nil for none.
  let parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent, by: SIGTERM) { return }
    let plan = try plan()
    let show = try begin()
    leaveDirectory()
    try ShowRunner(plan, show).run()
  }

  /// What is to be shown, as it is when the show starts.
  func plan() throws(Failure) -> ShowPlan {
    var places = try ShowPlaces(places)
    if let list = fileList.map({ InputFile($0) }) {
      let bytes = try list.read()
      try bytes.withUnsafeBytes { (bytes) throws(Failure) in
        try places.add(lines: bytes, of: list.name)
      }
    }
    var schedule = schedule
    schedule.playlist.start = start.flatMap(places.picture)
    return ShowPlan(schedule: schedule, watching: watching, places: places, costs: costs)
  }

  private func begin() throws(Failure) -> Show {
    do throws(ChannelError) {
      return try Show(on: channel, isPrivate: isPrivate, replacing: isReplacing)
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
