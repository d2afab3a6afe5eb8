import Glibc
import ShmChannel
import ShmShow
import SystemPackage
import TestSupport
import Testing

@testable import ShareCLI

/// The commands that steer a slideshow, each in a process of its own.
@Suite("Steering")
struct SteeringTests {
  private let folder: Folder
  private let path = "/dev/shm/shmshare-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
  private var root: ChannelRoot { ChannelRoot(path: FilePath(path)) }

  init() throws { folder = try Folder() }

  @Test("without a channel, and without a show on it, a command says so and ends with 66")
  func nobody() async throws {
    defer { removeRoot() }
    let noChannel = await run(.exitCode(66), ["next"])
    #expect(noChannel == "shmshare: there is no channel default\n")
    _ = try Channel.openOrCreate(.standard, root: root)
    let noShow = await run(.exitCode(66), ["jump", "a.png"])
    #expect(noShow == "shmshare: no slideshow is running on channel default\n")
  }

  @Test("each command reaches the show, and returns when that has taken it")
  func taken() async throws {
    defer { removeRoot() }
    let picture = try folder.write([1], to: "a.png")
    let commands: [([String], ShowCommand)] = [
      (["next"], .next), (["previous"], .previous), (["first"], .first), (["last"], .last),
      (["pause"], .pause), (["resume"], .resume), (["jump", picture], .jump(FilePath(picture))),
      (["jump", "nowhere.png"], .jump("/nowhere.png")), (["screen", "off"], .screenOff),
      (["screen", "on"], .screenOn),
    ]
    let show = try await startShow(for: commands.count)
    for (arguments, _) in commands {
      _ = await run(.success, arguments)
    }
    #expect(try show.value() == commands.map(\.1))
  }

  @Test("a relative path is sent whole, whether there is such a file or not")
  func relative() async throws {
    defer { removeRoot() }
    let show = try await startShow(for: 1)
    _ = await run(.success, ["jump", "./b.png"], in: folder.path)
    #expect(try show.value() == [.jump(FilePath(folder.path).appending("b.png"))])
  }

  @Test("a picture that is not in the show by its path, nor by its end, is named; the end is 66")
  func refused() async throws {
    defer { removeRoot() }
    let show = try await startShow(for: 2, refusing: true)
    #expect(
      await run(.exitCode(66), ["jump", "c.png"])
        == "shmshare: c.png: is not a picture of the slideshow on channel default\n")
    #expect(try show.value() == [.jump("/c.png"), .jump("c.png")])
  }

  @Test("a show that does not answer is named, and the end is 75")
  func noAnswer() async throws {
    defer { removeRoot() }
    let show = try Show(on: .standard, root: root)
    let errors = await run(.exitCode(75), ["pause"])
    #expect(
      errors
        == "shmshare: the slideshow on channel default, process \(getpid()), does not answer; "
        + "see whether that hangs\n")
    #expect(try show.takeRequests().count == 1)
  }

  /// A show that takes so many commands, which are its value.
  private func startShow(
    for count: Int, refusing: Bool = false
  ) async throws -> Background<[ShowCommand]> {
    let running = Background { [root] in
      try Self.runShow(in: root, for: count, refusing: refusing)
    }
    while try root.show(of: .standard) == nil {
      try await Task.sleep(for: .milliseconds(1))
    }
    return running
  }

  private static func runShow(
    in root: ChannelRoot, for count: Int, refusing: Bool
  ) throws -> [ShowCommand] {
    let show = try Show(on: .standard, root: root)
    var commands: [ShowCommand] = []
    while commands.count < count {
      for request in try show.takeRequests() {
        commands.append(request.command)
        if refusing { show.refuse(request) }
      }
      try show.update(ShowStatus(state: .playing, position: commands.count))
      usleep(1_000)
    }
    return commands
  }

  /// Runs the program, and gives what it wrote to standard error.
  private func run(
    _ condition: ExitTest.Condition, _ arguments: [String], in directory: String = "/"
  ) async -> String {
    let result = await #expect(
      processExitsWith: condition, observing: [\.standardErrorContent]
    ) {
      [path = path as String, words = arguments as [String], directory = directory as String] in
      setenv("SHMVIEW_DIR", path, 1)
      chdir(directory)
      exit(Shmshare.run(words))
    }
    return String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  private func removeRoot() {
    try? root.remove(.standard)
    rmdir(path)
  }
}
