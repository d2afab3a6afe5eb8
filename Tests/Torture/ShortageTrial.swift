import Glibc
import ShmChannel
import TestSupport

/// Memory, descriptors, inotify instances and file sizes that run out in the middle of the work.
struct ShortageTrial: Trial {
  static let name = "shortage"
  static let promise =
    "what runs out gives an error or a fallback, the last picture stays, and work goes on as soon as "
    + "there is more"
  static let share = 1

  func run(_ context: Context) throws -> Tally {
    var tally = Tally()
    var round: UInt64 = 0
    repeat {
      var random = context.generator(round)
      try memory(&random, &tally)
      try FewDescriptors().run(&tally)
      try fileSize(&random, &tally)
      try inotify(&random, &tally)
      round += 1
    } while !context.isOver && !context.isQuick
    return tally
  }

  /// A tmpfs that others fill while pictures come, and give back.
  private func memory(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 8 << 20)
    let viewer = try stage.startViewer("--geometry", "700x600")
    let small = Picture.noise(90, 70, seed: random.next())
    let large = Picture.noise(700, 600, seed: random.next())  // 1.7 MB
    let (smallFile, largeFile) = (try stage.file(small, "s.png"), try stage.file(large, "l.png"))
    let channel = try Channel.openOrCreate(.standard, root: stage.root)
    for _ in 0..<3 {
      // As often as it takes for the large one's memory to be given back.
      for _ in 0..<3 { try stage.show(file: smallFile) }
      let filling = Filling(stage.rootPath + "/.filling")
      // From a few pages too few to all of it.
      let left = Int.random(in: 0..<(1 << 20), using: &random)
      try filling.take(max(0, tmpfs.freeByteCount - left))
      for _ in 0..<4 {
        let outcome = try stage.share(largeFile)
        try demand(
          outcome.ending == .exited(74) && outcome.errors.contains("not enough shared memory"),
          "a put into a full tmpfs: \(outcome)")
        tally.count("puts into a full tmpfs refused; the picture stayed")
        try refusesStream(of: large, in: channel)
        tally.count("frames of a mapped stream refused there")
      }
      try demand(try stage.held().picture == small, "a refused put has changed the channel")
      try demand(try viewer.shown(small) == small, "a refused put has changed the window")
      filling.giveBack()
      try stream(small, in: channel)
      try stream(large, in: channel)
      try viewer.awaitPicture(large)
      try stage.show(file: smallFile)
      try stage.show(file: largeFile)
      try viewer.awaitPicture(large)
      tally.count("puts shown after there was memory again")
    }
    try demand(try viewer.quit().ending == .exited(0), "the viewer did not end well")
  }

  /// Publishes as a stream does, which keeps the frames' memory mapped.
  private func stream(_ picture: Picture, in channel: Channel) throws(ChannelError) {
    var loan = try channel.loan(width: picture.width, height: picture.height, format: .bgrx)
    try loan.withMappedPixels { pixels in
      pixels.withUnsafeMutableBytes { bytes in
        picture.pixels.withUnsafeBytes { bytes.copyMemory(from: $0) }
      }
    }
    _ = try loan.publish(title: "")
  }

  /// A store into memory that is not there would be a signal, and the end of this process.
  private func refusesStream(of picture: Picture, in channel: Channel) throws {
    do throws(ChannelError) {
      try stream(picture, in: channel)
    } catch {
      guard case .noSpace = error else { throw BrokenPromise("a frame of a stream: \(error)") }
      return
    }
    throw BrokenPromise("a frame of a stream went into a full tmpfs")
  }

  /// A limit on the size of files (setrlimit(2), `RLIMIT_FSIZE`), which also comes by a signal.
  private func fileSize(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let stage = try Stage()
    let small = Picture.noise(20, 20, seed: random.next())
    try stage.put(small)
    let file = try stage.file(.noise(300, 300, seed: random.next()))
    for blocks in [0, 1, 4, 8, 9, 100, 600, 703] {  // of 512 bytes; 304 kB are wanted
      let outcome = try stage.run(
        "/bin/sh", ["-c", "ulimit -f \(blocks); exec \"$@\"", "sh", Product.shmshare.path, file])
      guard case .exited(let code) = outcome.ending, code == 74 else {
        throw BrokenPromise("a put with files of \(blocks) blocks: \(outcome)")
      }
      try demand(try stage.held().picture == small, "a refused put has changed the channel")
      tally.count("puts beyond a limit on file sizes refused")
    }
    try stage.put(.plain(0x30))
  }

  /// No inotify instance while a viewer starts: it polls, and says so.
  private func inotify(_ random: inout SeededGenerator, _ tally: inout Tally) throws {
    let stage = try Stage.withScreen()
    let user = ["--reuid", "64995", "--regid", "64995", "--clear-groups"]
    let open = try Folder(mode: 0o755)
    stage.rootPath = open.path("root")
    mkdir(stage.rootPath, 0o700)
    guard chown(stage.rootPath, 64_995, 64_995) == 0 else {
      throw TestFailure("only root can be several users")
    }
    let taker = try stage.start(
      "setpriv", user + ["python3", "-c", Self.taker], input: .pipe)
    try eventually("all inotify instances are taken; it said: \(taker.standardError)") {
      taker.standardOutput == "none left\n"
    }
    let viewer = try stage.start("setpriv", user + [Product.shmview.path])
    let window = try eventually("the window; it said: \(viewer.standardError)") {
      try stage.screen.window(of: viewer.processID)
    }
    for _ in 0..<10 {
      let picture = Picture.noise(120, 90, seed: random.next())
      let path = try open.write(picture.png(), to: "picture.png")
      chmod(path, 0o644)
      let put = try stage.run("setpriv", user + [Product.shmshare.path, path])
      try demand(put.ending == .exited(0), "a put without inotify: \(put)")
      try eventually("a picture is shown without inotify") { try window.picture() == picture }
      tally.count("puts shown without inotify")
    }
    try demand(viewer.standardError.contains("60 times a second"), "it polls in silence")
    try demand(try viewer.end() == .exited(0), "the polling viewer did not end well")
  }

  /// Takes inotify instances until the user has no more, and says so.
  private static let taker = """
    import ctypes, resource, sys
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    library = ctypes.CDLL(None)
    while library.inotify_init1(0) >= 0: pass
    print("none left", flush=True)
    sys.stdin.read()
    """
}

/// A file that takes a file system's memory.
private struct Filling {
  private let path: String

  init(_ path: String) { self.path = path }

  func take(_ byteCount: Int) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let code = posix_fallocate(file, 0, off_t(byteCount))
    guard code == 0 || byteCount == 0 else {
      throw TestFailure("cannot take \(byteCount) bytes: \(String(cString: strerror(code)))")
    }
  }

  func giveBack() { unlink(path) }
}
