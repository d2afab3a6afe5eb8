import Glibc
import TestSupport
import Testing

@Suite("Frames that are followed") struct FollowTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  private func follow(_ arguments: String...) throws -> Outcome {
    try stage.run(Product.shmshare.path, ["follow"] + arguments)
  }

  /// What a shell's pipeline writes to a file, whose program is the first word.
  private func shell(_ script: String) throws -> Outcome {
    try stage.run(
      "bash", ["-c", script.replacing("shmshare", with: "'\(Product.shmshare.path)'")])
  }

  private func contents(_ name: String) -> [UInt8] { Folder.contents(stage.folder.path(name)) }

  @Test("pictures are exact, and each replaces the file before it")
  func files() throws {
    let path = stage.folder.path("out.png")
    let program = try stage.startShare("follow", "-o", path)
    for seed in 1...3 as ClosedRange<UInt64> {
      let picture = Picture.noise(33, 21, seed: seed)
      try stage.put(picture)
      try eventually("the file has the picture") {
        (try? Picture(png: Folder.contents(path))) == picture
      }
    }
    #expect(try program.end(by: SIGTERM) == .exited(0))
    #expect(program.standardOutput.isEmpty && program.standardError.isEmpty)
    #expect(Folder.entries(stage.folder.path).allSatisfy { !$0.hasPrefix(".shmview") })
  }

  @Test("standard output gets frame after frame, and -n ends it")
  func standardOutput() throws {
    let picture = Picture.noise(31, 9)
    try stage.put(picture)
    let file = stage.folder.path("out")
    #expect(
      try shell("shmshare follow --format pnm -n 1 > '\(file)'; shmshare save '\(file).ppm'")
        == Outcome(0))
    #expect(contents("out") == contents("out.ppm"))
    #expect(try shell("shmshare follow --format raw -n 1 > '\(file)'") == Outcome(0))
    let opaque = picture.pixels.map { $0 | 0xFF00_0000 }
    #expect(contents("out") == opaque.withUnsafeBytes { Array($0) })
    #expect(try shell("shmshare follow --format png -n 1 > '\(file)'") == Outcome(0))
    #expect(try Picture(png: contents("out")) == picture)
    #expect(
      try shell("shmshare follow --format jpeg -n 1 | shmshare stream -q --channel b -")
        == Outcome(0))
    #expect(try stage.held(by: "b").picture.width == 31)
  }

  @Test("numbered files, one for each frame, and every one of them")
  func numbered() throws {
    let pattern = stage.folder.path("frame-%03d.png")
    let program = try stage.startShare("follow", "--every", "-n", "4", "-o", pattern)
    for seed in 1...4 as ClosedRange<UInt64> {
      let picture = Picture.noise(20, 10, seed: seed)
      try stage.put(picture)
      try eventually("its file is there") {
        (try? Picture(png: contents("frame-00\(seed).png"))) == picture
      }
    }
    #expect(try program.wait() == .exited(0))
  }

  @Test("--every exits with 75 once a frame was replaced before it could be written")
  func every() throws {
    for seed in 1...5 as ClosedRange<UInt64> { try stage.put(.noise(20, 10, seed: seed)) }
    let file = stage.folder.path("x.png")
    #expect(
      try follow("--every", "--after", "1", "-o", file)
        == Outcome(
          75,
          errors: "shmshare: channel default: a frame was replaced before it could be written, and "
            + "--every asks for all of them; publish more slowly, or leave --every out\n"))
    #expect(access(file, F_OK) != 0)
  }

  @Test("--after begins behind a generation, or with the last ones")
  func after() throws {
    try stage.put(.noise(20, 10))
    let program = try stage.startShare(
      "follow", "--after", "-0", "-n", "1", "-o", stage.folder.path("next.png"))
    try stage.put(.noise(20, 10, seed: 2))
    while program.isRunning {  // it may not have looked before
      try stage.put(.noise(20, 10, seed: 3))
    }
    #expect(try program.wait() == .exited(0))
    #expect(try Picture(png: contents("next.png")) != .noise(20, 10))
    #expect(
      try follow("--after", "-1", "-n", "1", "-o", stage.folder.path("last.png")) == Outcome(0))
    #expect(try Picture(png: contents("last.png")) == stage.held().picture)
  }

  @Test("a video of a constant rate has a frame for each of its instants, whatever is published")
  func constantRate() throws {
    try stage.put(.plain(0xFF_FFFF, 16, 8))
    let file = stage.folder.path("out.y4m")
    #expect(try shell("shmshare follow --fps 50 -n 10 > '\(file)'") == Outcome(0))
    let header = "YUV4MPEG2 W16 H8 F50:1 Ip A1:1 C420mpeg2 XCOLORRANGE=LIMITED\n"
    let frame =
      Array("FRAME\n".utf8) + [UInt8](repeating: 235, count: 128)
      + [UInt8](repeating: 128, count: 64)
    #expect(contents("out.y4m") == Array(header.utf8) + (0..<10).flatMap { _ in frame })
  }

  @Test("the time of a video is that of the clock: where its writer stood still, it is made up")
  func madeUp() throws {
    try stage.put(.plain(0xFF_FFFF, 16, 8))
    let (rate, header, frame) = (50, 61, 198)
    let program = try stage.start(
      "bash",
      [
        "-c",
        "exec '\(Product.shmshare.path)' follow --fps \(rate) > '\(stage.folder.path("out.y4m"))'",
      ])
    try eventually("it writes") { contents("out.y4m").count > header }
    let start = ContinuousClock.now
    try program.stop()
    usleep(400_000)
    kill(program.processID, SIGCONT)
    try eventually("each instant that has passed has its frame") {
      let passed = Int(start.duration(to: .now) / .seconds(1) * Double(rate))
      return (contents("out.y4m").count - header) / frame >= passed
    }
    #expect(try program.end(by: SIGTERM) == .exited(0))
  }

  @Test("a channel is mirrored by y4m, and its colors stay")
  func mirror() throws {
    try stage.put(.plain(0xC8_3214, 40, 30))
    #expect(try shell("shmshare follow -n 1 | shmshare stream -q --channel b -") == Outcome(0))
    let color = try stage.held(by: "b").picture.pixels[0]
    for (shift, level) in [(16, 0xC8), (8, 0x32), (0, 0x14)] {
      #expect(abs(Int(color >> shift & 0xFF) - level) <= 3)
    }
  }

  @Test("a change of size ends a video with 65, and --fit gives it one size with black around")
  func sizes() throws {
    try stage.put(.plain(0xFF_FFFF, 40, 30))
    let video = stage.folder.path("out.y4m")
    let program = try stage.start(
      "bash", ["-c", "exec '\(Product.shmshare.path)' follow > '\(video)'"])
    try eventually("the first frame is written") { contents("out.y4m").count > 1800 }
    try stage.put(.plain(0xFF_FFFF, 20, 30))
    #expect(
      try Outcome(of: program)
        == Outcome(
          65,
          errors:
            "shmshare: channel default: its frames change from 40x30 to 20x30, which a stream "
            + "of y4m cannot; to have one size: --fit 40x30\n"))
    let file = stage.folder.path("fit.png")
    #expect(try follow("--fit", "40x30", "-n", "1", "-o", file) == Outcome(0))
    #expect(
      try Picture(png: Folder.contents(file))
        == Picture.plain(0xFF_FFFF, 20, 30).centred(40, 30, on: 0))
  }

  @Test("it waits for a channel that is not there, and follows one that is made anew")
  func madeAnew() throws {
    let file = stage.folder.path("out.png")
    let program = try stage.startShare("follow", "-n", "2", "-o", file)
    try stage.put(.noise(10, 10))
    try eventually("the first is written") {
      (try? Picture(png: Folder.contents(file))) == .noise(10, 10)
    }
    #expect(try stage.share("rm", "default") == Outcome(0))
    try stage.put(.noise(12, 10))
    #expect(try program.wait() == .exited(0))
    #expect(try Picture(png: Folder.contents(file)) == .noise(12, 10))
  }

  @Test("it ends quietly with its reader, also while there is no frame, and at once by a signal")
  func endings() throws {
    #expect(try shell("set -o pipefail; shmshare follow --channel none | true") == Outcome(0))
    try stage.put(.photograph(900, 700))
    #expect(
      try shell("set -o pipefail; shmshare follow --fps 1000 | head -c 100000 > /dev/null")
        == Outcome(0))
    // A socket tells its writer of what its reader has left unread (unix(7)).
    let leaving = """
      import socket, subprocess, sys
      ours, theirs = socket.socketpair()
      program = subprocess.Popen(sys.argv[1:], stdout=theirs)
      theirs.close(); ours.recv(10); ours.close()
      sys.exit(program.wait())
      """
    let socket = [Product.shmshare.path, "follow", "--format", "raw"]
    #expect(try stage.run("python3", ["-c", leaving] + socket) == Outcome(0))
    // The shell's own descriptor keeps a reader there, which does not read: it is stuck in a frame.
    let fifo = stage.folder.path("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    let script =
      "exec 3<>'\(fifo)'; exec '\(Product.shmshare.path)' follow --format raw > '\(fifo)'"
    let stuck = try stage.start("bash", ["-c", script])
    try eventually("it waits for its reader: the pipe is full") {
      let writer = open(fifo, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      defer { close(writer) }
      var state = pollfd(fd: writer, events: Int16(POLLOUT), revents: 0)
      return writer >= 0 && poll(&state, 1, 0) == 0
    }
    #expect(try stuck.end(by: SIGTERM) == .exited(0))
  }

  @Test(
    "wrong options are told",
    arguments: [
      (["--format", "mp4"], "--format must be one of y4m, pnm, png, jpeg, npy, raw, not mp4"),
      (
        ["-o", "a.gif"],
        "-o a.gif does not say the format; end it in .png, .ppm, .jpg, .npy or .raw, or "
          + "name the format with --format"
      ),
      (
        ["-o", "a.y4m"],
        "a YUV4MPEG2 stream is not replaced frame by frame; write it to standard "
          + "output: > a.y4m"
      ),
      (
        ["-o", "%d-%d.png"],
        "-o %d-%d.png has more than one place for a number; %% stands for a percent sign"
      ),
      (["-o", ""], "-o needs the name of a file"),
      (["-n", "0"], "-n must be 1 or more, not 0"),
      (
        ["--fps", "0"],
        "--fps must be a number from 0.001 to 100000, such as 30, 29.97 or 30000/1001, not 0"
      ),
      (["--every", "--fps", "5"], "--every and --fps exclude each other"),
      (["--after", "x"], "--after must be a generation, or -N for the last N, not x"),
      (["--fit", "10"], "--fit must be WIDTHxHEIGHT, not 10"),
      (["--fit", "65535x65535"], "--fit 65535x65535 has more than 400000000 pixels"),
      (["--quality", "0"], "--quality must be from 1 to 100, not 0"),
    ])
  func wrongOptions(_ arguments: [String], _ words: String) throws {
    let outcome = try stage.run(Product.shmshare.path, ["follow"] + arguments)
    #expect(outcome == Outcome(64, errors: "shmshare: \(words); see shmshare follow --help\n"))
  }
}
