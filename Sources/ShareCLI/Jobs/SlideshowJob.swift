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
  var fileList: String?
  /// Where it is set, if in a file: then the show can do without it.
  var listPlace: String?
  /// The picture to begin with.
  let start: String?
  /// All but where it starts.
  let schedule: ShowSchedule.Options
  /// All but what is watched.
  let watching: DirectoryWatcher.Options
  var pairs = ShotPairs()
  let costs: DecodingCosts
  /// When its screen is on; nil for always.
  var hours: ShowHours?
  let channel: ChannelName
  /// Whether a show that runs on the channel is ended.
  let isReplacing: Bool
  /// Whether the channel goes with the show.
  let isPrivate: Bool
  /// The process with which the show ends; nil for none.
  let parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent, by: SIGTERM) { return }
    let (plan, list) = try planForList()
    let show = try begin()
    let openList = list.map { OpenList($0, in: WorkingDirectory.path) }
    leaveDirectory()
    try ShowRunner(plan, show, openList).run()
  }

  /// What is to be shown, and the list whose names come while the show runs.
  private func planForList() throws(Failure) -> (ShowPlan, ListProcess?) {
    do throws(Failure) { return try planWithList() } catch {
      guard let listPlace, !places.isEmpty else { throw error }
      _ = try ShowPlaces(places)  // else the list is not at fault
      // What kept the list from being read may be said already.
      let reason = error.message.map { ": \($0)" } ?? ""
      StandardStreams.complain("\(listPlace): filelist is left out\(reason)")
      var job = self
      job.fileList = nil
      return (try job.plan(listed: nil), nil)
    }
  }

  private func planWithList() throws(Failure) -> (ShowPlan, ListProcess?) {
    let list = try fileList.map { list throws(Failure) in try Self.process(reading: list) }
    let lines: [UInt8]? =
      if let list, try list.isFile() { try list.contents() } else { nil }
    return (try plan(listed: lines), lines == nil ? list : nil)
  }

  /// What is to be shown.
  ///
  /// - Parameter lines: what `fileList` holds; nil where its names come while the show runs.
  func plan(listed lines: [UInt8]?) throws(Failure) -> ShowPlan {
    var places = try ShowPlaces(places)
    var watching = watching
    if let fileList {
      let name = InputFile(fileList).name
      if let lines { try places.add(lines: lines, of: name) } else { places.expectList(name) }
      if lines == nil { watching.list = .beginning }
    }
    for remark in places.remarks { StandardStreams.complain(remark) }
    var schedule = schedule
    schedule.playlist.start = start.map(places.pictures) ?? []
    return ShowPlan(
      schedule: schedule, watching: watching, pairs: pairs, places: places, costs: costs,
      hours: hours)
  }

  /// A process reads it, since its file system may not answer.
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
