import Glibc
import ShmChannel
import TestSupport

/// A slideshow of a plain directory and of one whose file system is stopped.
final class HungDirectory {
  private let stage: Stage
  private let fileSystem: StoppableFileSystem
  private var mount: String { fileSystem.mount }

  init() throws {
    stage = try Stage()
    for folder in ["near", "far"] { mkdir(stage.folder.path(folder), 0o700) }
    for name in ["near/a.png", "near/b.png", "far/c.png", "far/d.png"] {
      _ = try stage.file(.noise(40, 30, seed: UInt64(name.utf8.count)), name)
    }
    fileSystem = try StoppableFileSystem(of: stage.folder.path("far"), on: stage)
  }

  func run(_ tally: inout Tally) throws {
    let show = try stage.startShare("slideshow", "-t", "100", stage.folder.path("near"), mount)
    try awaitCount(4)
    fileSystem.stop()
    try eventually("it is told of: \(show.standardError)") {
      show.standardError.contains("\(self.mount): does not answer; going on without it\n")
    }
    tally.count("file systems stopped under a slideshow")
    try awaitCount(2)
    for _ in 0..<4 { try step(&tally) }
    fileSystem.goOn()
    try eventually("it is back: \(show.standardError)") {
      show.standardError.contains("\(self.mount): answers again\n")
    }
    try awaitCount(4)
    for _ in 0..<4 { try step(&tally) }
    fileSystem.stop()
    try demand(
      show.end() == .exited(0), "a slideshow beside a stopped file system did not end well")
    tally.count("slideshows ended meanwhile")
    try startBesideIt(&tally)
    fileSystem.goOn()
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

  /// The next picture comes, whatever else does not answer.
  private func step(_ tally: inout Tally) throws {
    let reader = try ChannelReader(name: .standard, root: stage.root)
    var last = Generation.empty
    if case .frame(let generation, _) = try reader.refresh() { last = generation }
    try demand(stage.share("next").ending == .exited(0), "a step was refused")
    let next = try reader.wait(after: last, timeout: patience)
    try demand(next != nil, "no picture came after a step")
    tally.count("steps to the next picture")
  }

  private func awaitCount(_ count: Int) throws {
    try eventually("the show has \(count) pictures") {
      try self.stage.share("list", "--json").output.contains("\"count\":\(count)")
    }
  }
}
