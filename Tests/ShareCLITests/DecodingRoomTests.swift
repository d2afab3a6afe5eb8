import CommandLineFiles
import Glibc
import ShmChannel
import SystemPackage
import TestSupport
import Testing

@testable import ShareCLI

/// What strangers' bytes cost `put`, and what they can do there.
@Suite("The room in which put decodes")
struct DecodingRoomTests {
  private let folder: Folder
  private let rootPath: String
  private var root: ChannelRoot { ChannelRoot(path: FilePath(rootPath)) }
  private let picture: String

  init() throws {
    folder = try Folder()
    rootPath = folder.path("root")
    picture = try folder.write(Array("P6\n2 1\n255\nabcdef".utf8), to: "a.ppm")
  }

  @Test(
    "who took too long is named, with how many files were not tried",
    arguments: [
      (0, ""), (1, "; the file after it was not tried"),
      (7, "; the 7 files after it were not tried"),
    ])
  func words(remaining: Int, rest: String) {
    var costs = DecodingCosts()
    costs.seconds = Seconds(.milliseconds(1_500))
    #expect(
      DecodingRoom.tookTooLong("a.svg", costs, remaining: remaining)
        == "a.svg: took more than 1.5 s of processor time; see --max-seconds" + rest)
    #expect(
      DecodingRoom.gaveUp("a.svg", remaining: remaining)
        == "a.svg: its decoder gave up; it may need more than --max-memory" + rest)
  }

  @Test("a picture that takes too long ends put with 65; those before it are published")
  func tooLong() async throws {
    let circles = (0..<200_000).map { "<circle cx='2000' cy='2000' r='\(1_900 - $0 % 1_800)'/>" }
    let svg =
      "<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='4000' opacity='0.5'>"
      + "<g fill='none' stroke='red' stroke-width='40'>\(circles.joined())</g></svg>"
    let bomb = try folder.write(Array(svg.utf8), to: "bomb.svg")
    #expect(
      try await errors(.exitCode(65), ["-q", "--max-seconds", "1", picture, bomb, picture, "-"])
        == "shmshare: \(bomb): took more than 1 s of processor time; see --max-seconds; "
        + "the 2 files after it were not tried\n")
    #expect(try root.list().channels.map(\.generation.rawValue) == [1])
  }

  @Test("a JPEG of hundreds of scans ends at its limit, whatever each of them costs")
  func scans() async throws {
    let bomb = try folder.write(ScannedJPEG.bytes(side: 8000), to: "scans.jpg")
    #expect(
      try await errors(.exitCode(65), ["-q", "--max-seconds", "0.5", bomb])
        == "shmshare: \(bomb): took more than 0.5 s of processor time; see --max-seconds\n")
  }

  @Test("a decoder that gives up is told from a decoder that refuses")
  func abortion() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(65), observing: [\.standardErrorContent]
    ) {
      [picture = picture as String, root = rootPath as String] in
      setenv("SHMVIEW_DIR", root, 1)
      _ = Shmshare.run(["-q", picture])
      abort()
    }
    #expect(
      text(result)
        == "shmshare: \(picture): its decoder gave up; it may need more than --max-memory\n")
  }

  @Test("a picture that needs more memory than is allowed is refused in words")
  func memory() async throws {
    let path = try folder.write(Array("P6\n20000 20000\n255\n".utf8), to: "large.ppm")
    #expect(truncate(path, 18 + 20_000 * 20_000 * 3) == 0)
    let errors = try await errors(.exitCode(65), ["--max-memory", "268435456", path])
    #expect(errors == "shmshare: \(path): not enough memory to read it\n")
  }

  @Test("once it has decoded, it writes nothing but channels, and starts no program")
  func confined() async throws {
    let other = try folder.write([1], to: "other")
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      [picture = picture as String, root = rootPath as String, other = other as String] in
      setenv("SHMVIEW_DIR", root, 1)
      guard Shmshare.run(["-q", picture]) == 0 else { exit(1) }
      guard open(other, O_WRONLY) < 0, unlink(other) < 0, mkdir(other + ".d", 0o700) < 0 else {
        exit(2)
      }
      var process: pid_t = 0
      var arguments = [strdup("true"), nil]
      guard posix_spawn(&process, "/bin/true", nil, nil, &arguments, nil) != 0 else { exit(3) }
      guard socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0) < 0 else { exit(4) }
      guard Shmshare.run(["-q", "--channel", "b", picture]) == 0 else { exit(5) }
    }
    #expect(text(result).isEmpty)
    #expect(Folder.contents(other) == [1])
    #expect(try root.list().channels.map(\.name.string) == ["b", "default"])
  }

  @Test("a channel that is removed between two pictures is made anew, and leftovers are swept")
  func removed() async throws {
    let fifo = folder.path("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    let writing = Background { [rootPath, root] in try Self.interfere(rootPath, root, fifo) }
    await #expect(processExitsWith: .success) {
      [root = rootPath as String, picture = picture as String, fifo = fifo as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(["-q", picture, fifo]))
    }
    try writing.value()
    #expect(try root.list().channels.map(\.generation.rawValue) == [1])
    #expect(Folder.entries(rootPath) == ["default"])
  }

  /// Removes the channel while the second picture is waited for, and leaves what a killed process
  /// would.
  private static func interfere(_ path: String, _ root: ChannelRoot, _ fifo: String) throws {
    let descriptor = open(fifo, O_WRONLY)  // waits for the reader, which has published by then
    defer { close(descriptor) }
    try root.remove(.standard)
    mkdir(path + "/.new-0123456789abcdef", 0o700)
    let bytes = Array("P6\n2 1\n255\nabcdef".utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  @Test("a channel that is removed again and again while pictures are put is made anew each time")
  func race() async throws {
    let end = folder.path("end")
    let removing = Background { [root] in
      var count = 0
      while count < 20, access(end, F_OK) != 0 {
        if (try? root.remove(.standard)) != nil { count += 1 }
      }
      _ = close(creat(end, 0o600))
    }
    // As often as it takes the remover to have met enough channels.
    while access(end, F_OK) != 0 {
      let said = try await errors(.success, ["-q"] + [String](repeating: picture, count: 100))
      #expect(!said.contains("shmshare"), "\(said)")
      if said.contains("shmshare") { try folder.write([], to: "end") }
    }
    try removing.value()
    let more = try await errors(.success, ["-q", picture])
    #expect(!more.contains("shmshare"), "\(more)")
    #expect(Folder.entries(rootPath) == ["default"])
  }

  @Test("the canvas of an animation has a limit of its own, and --max-pixels holds for it as well")
  func animation() async throws {
    let frame: [UInt8] = [
      0x21, 0xF9, 4, 4, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
    ]
    let head: [UInt8] =
      Array("GIF89a".utf8) + [0xFF, 0xFF, 0x70, 0x17, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    let path = try folder.write(head + frame + frame + [0x3B], to: "canvas.gif")
    let limit = "is more than the limit of"
    #expect(
      try await errors(.exitCode(65), [path])
        == "shmshare: \(path): 65535x6000 \(limit) 100000000 pixels; --max-pixels raises it\n")
    #expect(
      try await errors(.exitCode(65), ["--max-pixels", "300000000", path])
        == "shmshare: \(path): 65535x6000 \(limit) 300000000 pixels; --max-pixels raises it\n")
  }

  @Test("without a root a picture that fails is still told first, and then the root's trouble")
  func noRoot() async throws {
    let bad = try folder.write([], to: "empty.png")
    let root = folder.path("no/root")
    let result = await #expect(
      processExitsWith: .exitCode(65), observing: [\.standardErrorContent]
    ) {
      [bad = bad as String, picture = picture as String, root = root as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run([bad, picture]))
    }
    #expect(
      text(result) == "shmshare: \(bad): the file is empty\n"
        + "shmshare: \(picture): \(root): No such file or directory (mkdir)\n")
  }

  private func errors(
    _ condition: ExitTest.Condition, _ arguments: [String]
  ) async throws -> String {
    let result = await #expect(
      processExitsWith: condition, observing: [\.standardErrorContent]
    ) { [arguments = arguments as [String], root = rootPath as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(arguments))
    }
    return text(result)
  }

  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
