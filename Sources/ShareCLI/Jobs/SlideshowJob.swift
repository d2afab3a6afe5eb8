private import Glibc
private import Linux
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
    var lines: [UInt8]?
    if let fileList { lines = try Self.contents(of: fileList) }
    let plan = try plan(listed: lines)
    let show = try begin()
    leaveDirectory()
    try ShowRunner(plan, show).run()
  }

  /// What is to be shown.
  ///
  /// - Parameter lines: what `fileList` holds.
  func plan(listed lines: [UInt8]?) throws(Failure) -> ShowPlan {
    var places = try ShowPlaces(places)
    if let fileList, let lines { try places.add(lines: lines, of: InputFile(fileList).name) }
    for remark in places.remarks { StandardStreams.complain(remark) }
    var schedule = schedule
    schedule.playlist.start = start.map(places.pictures) ?? []
    return ShowPlan(schedule: schedule, watching: watching, places: places, costs: costs)
  }

  /// Standard input is waited for; any other list is read by a process, since its file system may
  /// not answer.
  private static func contents(of list: String) throws(Failure) -> [UInt8] {
    if list == "-" {
      return try InputFile(list).read().withUnsafeBytes { (bytes) throws(Failure) in Array(bytes) }
    }
    return try process(reading: list).contents()
  }

  private static func process(reading list: String) throws(Failure) -> ListProcess {
    do throws(SystemError) { return try ListProcess(list) } catch {
      throw Failure(.trouble, "the slideshow cannot be set up: \(error)")
    }
  }

  private func begin() throws(Failure) -> Show {
    do throws(ShowError) {
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
