import ArgumentParser
import CommandLineFiles
import Glibc
import Linux
import ShmChannel
import Slideshow
import SystemPackage
import TestSupport
import Testing

@testable import ShareCLI

@Suite("Jobs")
struct JobTests {
  private let folder: Folder
  private var root: String { folder.path("root") }

  init() throws { folder = try Folder() }

  @Test("arguments become a job, word by word")
  func put() throws {
    let put = try #require(
      try Shmshare.parseAsRoot(["-q", "a.png", "-", "--channel", "b", "--wait-shown", "2"]) as? Put)
    let job = try put.job()
    #expect(job.files == ["a.png", "-"] && job.channel.string == "b")
    #expect(job.title == nil && job.isQuiet)
    #expect(job.waitShown?.duration == .seconds(2))
  }

  @Test("a channel name that breaks the rules makes no job")
  func badName() throws {
    let wait = try #require(try Shmshare.parseAsRoot(["wait", "--channel", ".x"]) as? Wait)
    #expect(throws: Failure.self) { try wait.job() }
  }

  @Test("a job runs without the parser, and gives the exit code")
  func withoutParser() async throws {
    let picture = try folder.write(Array("P6\n2 1\n255\nabcdef".utf8), to: "a.ppm")
    await #expect(processExitsWith: .success) {
      [root = root as String, picture = picture as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(PutJob(files: [picture], channel: .standard)))
    }
    let channels = try ChannelRoot(path: FilePath(root)).list().channels
    #expect(channels.map(\.generation.rawValue) == [1])
    await #expect(processExitsWith: .exitCode(66)) { [root = root as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(RemoveJob(.named(["none"]))))
    }
  }

  @Test("a slideshow's plan has the places of its arguments and of its list, and where it starts")
  func plan() throws {
    let picture = try folder.write([1], to: "a.jpg")
    let show = try #require(
      try Shmshare.parseAsRoot([
        "slideshow", folder.path + "/album", "--filelist", "list", "--start-at", picture, "-t", "3",
        "--sort", "mtime", "--max-seconds", "7",
      ]) as? SlideshowCommand)
    let plan = try show.job().plan(listed: Array("\(picture)\n".utf8))
    #expect(
      plan.watching.places == [
        NamedPlace(FilePath(folder.path + "/album"), mayBecomeDirectory: true),
        NamedPlace(FilePath(picture), mayBecomeDirectory: false),
      ])
    #expect(plan.watching.needsStamps)
    #expect(plan.schedule.playlist.start.first == FilePath(picture))
    #expect(plan.schedule.interval == .seconds(3))
    #expect(plan.schedule.longestDecoding == .seconds(7))
    #expect(plan.costs.seconds.duration == .seconds(7))
  }

  @Test("a picture to jump to is named by its path, and then as given; no file is asked for")
  func jump() throws {
    let folder = try #require(WorkingDirectory.path)
    #expect(
      JumpJob(file: "../nowhere.png", channel: .standard).paths() == [
        folder.pushing("../nowhere.png"), folder.removingLastComponent().pushing("nowhere.png"),
        "../nowhere.png",
      ])
    #expect(JumpJob(file: "/nowhere.png", channel: .standard).paths() == ["/nowhere.png"])
    #expect(JumpJob(file: "", channel: .standard).paths() == [])
  }
}
