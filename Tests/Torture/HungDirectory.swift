import Glibc
import ShmChannel
import TestSupport

/// A slideshow of a plain directory and of one whose file system is stopped.
final class HungDirectory {
  private let stage: Stage
  private let mount: String
  private let fileSystem: Program

  /// Whether such a file system can be had: it needs bindfs(1), and FUSE in the kernel.
  static var isPossible: Bool {
    geteuid() == 0 && access("/usr/bin/bindfs", X_OK) == 0 && access("/dev/fuse", R_OK | W_OK) == 0
  }

  init() throws {
    stage = try Stage()
    mount = stage.folder.path("mount")
    for folder in ["near", "far", "mount"] { mkdir(stage.folder.path(folder), 0o700) }
    for name in ["near/a.png", "near/b.png", "far/c.png", "far/d.png"] {
      _ = try stage.file(.noise(40, 30, seed: UInt64(name.utf8.count)), name)
    }
    fileSystem = try stage.start("bindfs", ["-f", stage.folder.path("far"), mount])
    let picture = mount + "/c.png"
    try eventually("it is mounted") { access(picture, R_OK) == 0 }
  }

  deinit {
    fileSystem.signal(SIGCONT)
    umount2(mount, CInt(MNT_DETACH))
  }

  func run(_ tally: inout Tally) throws {
    let show = try stage.startShare("slideshow", "-t", "100", stage.folder.path("near"), mount)
    try awaitCount(4)
    fileSystem.signal(SIGSTOP)
    try eventually("it is told of: \(show.standardError)", within: .seconds(10)) {
      show.standardError.contains("\(self.mount): does not answer; going on without it\n")
    }
    tally.count("file systems stopped under a slideshow")
    try awaitCount(2)
    for _ in 0..<4 { try step(&tally) }
    fileSystem.signal(SIGCONT)
    try eventually("it is back: \(show.standardError)", within: .seconds(10)) {
      show.standardError.contains("\(self.mount): answers again\n")
    }
    try awaitCount(4)
    for _ in 0..<4 { try step(&tally) }
    fileSystem.signal(SIGSTOP)
    try demand(
      show.end() == .exited(0), "a slideshow beside a stopped file system did not end well")
    tally.count("slideshows ended meanwhile")
    try startBesideIt(&tally)
    fileSystem.signal(SIGCONT)
  }

  /// A slideshow starts while the file system stands still, and is not kept from its other
  /// pictures.
  private func startBesideIt(_ tally: inout Tally) throws {
    let show = try stage.startShare("slideshow", "-t", "100", mount, stage.folder.path("near"))
    try awaitCount(2)
    try step(&tally)
    try demand(
      show.standardError == "shmshare: \(mount): does not answer; going on without it\n",
      "a slideshow that starts beside a stopped file system said: \(show.standardError)")
    try demand(show.end() == .exited(0), "it did not end well")
    let list = mount + "/c.png"
    let outcome = try stage.share("slideshow", "--filelist", list)
    try demand(
      outcome == Outcome(74, errors: "shmshare: \(list): its file system does not answer\n"),
      "a list in a stopped file system: \(outcome)")
    tally.count("slideshows started meanwhile", 2)
  }

  /// The next picture comes within the time of an answer, and some.
  private func step(_ tally: inout Tally) throws {
    let reader = try ChannelReader(name: .standard, root: stage.root)
    var last = Generation.empty
    if case .frame(let generation, _) = try reader.refresh() { last = generation }
    try demand(stage.share("next").ending == .exited(0), "a step was refused")
    let next = try reader.wait(after: last, timeout: .seconds(5))
    try demand(next != nil, "no picture came within 5 s of a step")
    tally.count("steps to the next picture")
  }

  private func awaitCount(_ count: Int) throws {
    try eventually("the show has \(count) pictures", within: .seconds(10)) {
      try self.stage.share("list", "--json").output.contains("\"count\":\(count)")
    }
  }
}
