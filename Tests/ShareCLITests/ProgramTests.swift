import CLinux
import CommandLineFiles
import Glibc
import ShmChannel
import SystemPackage
import TestSupport
import Testing

@testable import ShareCLI

/// The whole program, each time in a process of its own.
@Suite("shmshare")
struct ProgramTests {
  private let folder: Folder
  private let root = "/dev/shm/shmshare-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
  private func makePicture() throws -> String {
    try folder.write(Array("P6\n2 1\n255\nabcdef".utf8), to: "a.ppm")
  }

  init() throws { folder = try Folder() }

  @Test("control characters in a mistaken argument do not reach the terminal")
  func mistakenArgument() async throws {
    let result = await #expect(processExitsWith: .exitCode(64), observing: Self.streams) {
      exit(Shmshare.run(["--no\u{1B}[31mX", "a"]))
    }
    #expect(
      errors(of: result)
        == "shmshare: Unknown option '--no\u{FFFD}[31mX'; see shmshare --help\n")
  }

  @Test("a mistake in a command's arguments leads to that command's help")
  func mistakeInCommand() async throws {
    let result = await #expect(processExitsWith: .exitCode(64), observing: Self.streams) {
      exit(Shmshare.run(["wait", "--timeout", CommandLineText.text(of: [0xFC])]))
    }
    #expect(
      errors(of: result)
        == "shmshare: The value '\u{FFFD}' is invalid for '--timeout <seconds>'; "
        + "see shmshare wait --help\n")
  }

  @Test("a title that is not UTF-8 is published with U+FFFD")
  func title() async throws {
    let picture = try makePicture()
    defer { removeRoot() }
    await #expect(processExitsWith: .success) {
      [root = root as String, picture = picture as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(["--title", CommandLineText.text(of: [0x66, 0xFC]), picture]))
    }
    let channels = try ChannelRoot(path: FilePath(root)).list().channels
    #expect(channels.map(\.frame?.title) == ["f\u{FFFD}"])
  }

  @Test("a standard output that is full is an error, and the picture goes all the same")
  func fullOutput() async throws {
    let picture = try makePicture()
    defer { removeRoot() }
    let result = await #expect(processExitsWith: .exitCode(74), observing: Self.streams) {
      [root = root as String, picture = picture as String] in
      setenv("SHMVIEW_DIR", root, 1)
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      exit(Shmshare.run([picture]))
    }
    #expect(errors(of: result) == "shmshare: standard output: No space left on device\n")
    let channels = try ChannelRoot(path: FilePath(root)).list().channels
    #expect(channels.map(\.generation.rawValue) == [1])
  }

  @Test("help that cannot be written is an error")
  func fullHelp() async throws {
    let result = await #expect(processExitsWith: .exitCode(74), observing: Self.streams) {
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      exit(Shmshare.run(["--help"]))
    }
    #expect(errors(of: result) == "shmshare: standard output: No space left on device\n")
  }

  @Test("without any standard stream the picture is published, and no message goes into it")
  func closedStreams() async throws {
    let picture = try makePicture()
    defer { removeRoot() }
    await #expect(processExitsWith: .success) {
      [root = root as String, picture = picture as String] in
      setenv("SHMVIEW_DIR", root, 1)
      // CLONE_FILES: descriptors of this thread's own, of which the process's others take none.
      guard clinux_system_call(Int(__NR_unshare), 0x400, 0, 0, 0) == 0 else { exit(1) }
      for number in STDIN_FILENO...STDERR_FILENO { close(number) }
      exit(Shmshare.run([picture, picture]))
    }
    #expect(try InputFile(picture).contents() == Array("P6\n2 1\n255\nabcdef".utf8))
    let channels = try ChannelRoot(path: FilePath(root)).list().channels
    #expect(channels.map(\.generation.rawValue) == [2])
  }

  @Test("of several pictures that nobody sees only the first one comes with a hint")
  func oneHint() async throws {
    let picture = try makePicture()
    defer { removeRoot() }
    let said = try folder.write([], to: "said")
    await #expect(processExitsWith: .success) {
      [root = root as String, picture = picture as String, said = said as String] in
      setenv("SHMVIEW_DIR", root, 1)
      let terminal = ProgramTests.makeStandardErrorATerminal()
      let said = open(said, O_WRONLY)  // later nothing can be written but channels
      let code = Shmshare.run([picture, picture, picture])
      // A terminal passes on what is written to it piece by piece.
      _ = write(STDERR_FILENO, "end", 3)
      var text: [UInt8] = []
      while !text.suffix(3).elementsEqual("end".utf8) {
        var bytes = [UInt8](repeating: 0, count: 1000)
        let count = read(terminal, &bytes, bytes.count)
        guard count > 0 else { break }
        text += bytes.prefix(count)
      }
      _ = write(said, text, text.count)
      exit(code)
    }
    #expect(
      String(decoding: try InputFile(said).contents(), as: UTF8.self)
        == "no viewer on default: run shmview &\r\nend")
  }

  @Test("a long file that is no picture is refused by its beginning")
  func movie() async throws {
    let path = try folder.write([0x1A, 0x45, 0xDF, 0xA3], to: "movie.mkv")  // EBML, RFC 8794
    #expect(truncate(path, 3 << 30) == 0)
    let result = await #expect(processExitsWith: .exitCode(65), observing: Self.streams) {
      [path = path as String] in
      var limit = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      exit(Shmshare.run([path]))
    }
    #expect(
      errors(of: result)
        == "shmshare: \(path): is a video, which is not read here; convert it: "
        + "ffmpeg -re -i \(path) -f yuv4mpegpipe - | shmshare stream -\n")
  }

  @Test("a limit on the size of files is an error in words, of a picture and of a saved one")
  func fileSizeLimit() async throws {
    defer { removeRoot() }
    let large = try folder.write(
      Array("P6\n64 64\n255\n".utf8) + [UInt8](repeating: 7, count: 64 * 64 * 3), to: "large.ppm")
    let put = await #expect(processExitsWith: .exitCode(74), observing: Self.streams) {
      [root = root as String, large = large as String] in
      setenv("SHMVIEW_DIR", root, 1)
      var limit = rlimit(rlim_cur: 8192, rlim_max: 8192)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      exit(Shmshare.run([large]))
    }
    #expect(
      errors(of: put)
        == "shmshare: \(large): \(root)/default/frame-1: File too large (pwrite)\n")
    await #expect(processExitsWith: .success) {
      [root = root as String, large = large as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(["--quiet", large]))
    }
    let path = "\(folder.path)/saved.ppm"
    let save = await #expect(processExitsWith: .exitCode(74), observing: Self.streams) {
      [root = root as String, path = path as String] in
      setenv("SHMVIEW_DIR", root, 1)
      var limit = rlimit(rlim_cur: 8192, rlim_max: 8192)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      exit(Shmshare.run(["save", path]))
    }
    #expect(errors(of: save) == "shmshare: \(path): File too large\n")
    #expect(Folder.entries(folder.path) == ["large.ppm"])
  }

  @Test("a name without a character is called no name, wherever it stands")
  func emptyNames() async {
    let put = await #expect(processExitsWith: .exitCode(66), observing: Self.streams) {
      exit(Shmshare.run([""]))
    }
    #expect(errors(of: put) == "shmshare: \"\" is not a file name\n")
    let second = await #expect(processExitsWith: .exitCode(66), observing: Self.streams) {
      exit(Shmshare.run(["/nonexistent/a.png", ""]))
    }
    #expect(errors(of: second).hasSuffix("\nshmshare: \"\" is not a file name\n"))
  }

  @Test("a picture too long for the memory there is, is an error in words")
  func fullMemory() async throws {
    let path = try folder.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], to: "long.png")
    #expect(truncate(path, 3 << 30) == 0)
    let result = await #expect(processExitsWith: .exitCode(65), observing: Self.streams) {
      [path = path as String] in
      var limit = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      exit(Shmshare.run([path]))
    }
    #expect(errors(of: result) == "shmshare: \(path): not enough memory to read it\n")
  }

  @Test("save where there is no channel makes nothing")
  func saveNothing() async throws {
    let result = await #expect(processExitsWith: .exitCode(66), observing: Self.streams) {
      [root = root as String, path = "\(folder.path)/a.png" as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(["save", path]))
    }
    #expect(errors(of: result) == "shmshare: there is no channel default\n")
    #expect(access(root, F_OK) != 0)
    #expect(Folder.entries(folder.path).isEmpty)
  }

  @Test("a frame that is cut while it is saved is named, and so is what to do")
  func cutFrame() async throws {
    defer { removeRoot() }
    let channel = try Channel.openOrCreate(.standard, root: ChannelRoot(path: FilePath(root)))
    var loan = try channel.loan(width: 1024, height: 1024, format: .bgrx)
    try loan.write([UInt8](repeating: 7, count: loan.byteCount).span.bytes)
    _ = try loan.publish(title: "t")
    let path = "\(folder.path)/fifo.ppm"
    #expect(mkfifo(path, 0o600) == 0)
    let reading = Background { [frame = "\(root)/default/frame-1"] in
      let descriptor = FileDescriptor(rawValue: open(path, O_RDONLY))  // waits for the writer
      var byteCount = 0
      try descriptor.closeAfter {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = try bytes.withUnsafeMutableBytes({ try descriptor.read(into: $0) }),
          count > 0
        {
          if byteCount == 0 { #expect(truncate(frame, 4096) == 0) }
          byteCount += count
        }
      }
      return byteCount
    }
    let result = await #expect(processExitsWith: .exitCode(74), observing: Self.streams) {
      [root = root as String, path = path as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(["save", path]))
    }
    #expect(try reading.value() > 4096)
    #expect(
      errors(of: result)
        == "shmshare: channel default: its frame was cut while it was saved; "
        + "publish the picture again\n")
  }

  /// Gives back the other end of that terminal (pts(4)).
  private static func makeStandardErrorATerminal() -> CInt {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var lock: CInt = 0
    var number: UInt32 = 0
    _ = ioctl(terminal, 0x4004_5431, &lock)  // TIOCSPTLCK, ioctl_tty(2)
    _ = ioctl(terminal, 0x8004_5430, &number)  // TIOCGPTN
    dup2(open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), STDERR_FILENO)
    return terminal
  }

  private static var streams: [any PartialKeyPath<ExitTest.Result> & Sendable] {
    [\.standardErrorContent]
  }

  private func errors(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  private func removeRoot() {
    try? ChannelRoot(path: FilePath(root)).remove(.standard)
    rmdir(root)
  }
}
