import Glibc
import TestSupport
import Testing

@Suite("Shared memory that is full") struct FullMemoryTests {
  @Test("refuses a picture that is too large, with both figures; the last good one stays")
  func tooLarge() throws {
    let stage = try Stage.withScreen()
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 1 << 20)
    let viewer = try stage.startViewer()
    let good = Picture.noise(100, 100)
    try stage.show(good)
    let large = try stage.file(.plain(0xFF, 600, 500), "large.png")
    for _ in 0..<5 {
      let outcome = try stage.share("--no-shrink", large)
      #expect(outcome.ending == .exited(74))
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.errors.hasPrefix(
          "shmshare: \(large): \(stage.rootPath)/default: not enough shared memory: "
            + "1204096 bytes needed, "), "\(outcome)")
      #expect(
        outcome.errors.hasSuffix(
          " available; remove channels with shmshare rm, or enlarge the tmpfs\n"), "\(outcome)")
      let words = outcome.errors.split(separator: " ")
      let available = words.firstIndex(of: "available;").flatMap { Int(words[$0 - 1]) }
      #expect((900_000...1_100_000).contains(available ?? 0), "what is free without the failed put")
    }
    #expect(try stage.held().picture == good)
    #expect(stage.frames().count <= 2)
    #expect(tmpfs.freeByteCount > 900_000)
    try stage.show(.noise(100, 100, seed: 2))
    #expect(try viewer.picture() == .noise(100, 100, seed: 2))
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("with room for one frame but not two halves the picture, and says so; the next one comes")
  func shrinks() throws {
    let stage = try Stage()
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 2 << 20)
    for index in 0..<3 {
      let file = try stage.file(.plain(UInt32(index), 600, 500), "large.png")
      let outcome = try stage.share(file)
      #expect(outcome.ending == .exited(0), "\(outcome)")
      #expect(outcome.output == "default: generation \(index + 1), 300x250, large.png\n")
      #expect(
        outcome.errors
          == "shmshare: \(file): 600x500 is shown at 300x250: two such pictures do not fit into "
          + "shared memory; enlarge the tmpfs, or use --no-shrink\n")
      #expect(try stage.held().picture == .plain(UInt32(index), 300, 250))
    }
    withExtendedLifetime(tmpfs) {}
  }

  @Test("with room for one frame but not two halves the frames of a stream, and says so once")
  func shrinksStream() throws {
    let stage = try Stage()
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 2 << 20)
    let pattern = ["stream", "--quiet", "--test-pattern", "600x500", "--fps", "max", "-n", "20"]
    #expect(
      try stage.run(Product.shmshare.path, pattern)
        == Outcome(
          0,
          errors: "shmshare: channel default: 600x500 is shown at 300x250: two such pictures do "
            + "not fit into shared memory; enlarge the tmpfs, or use --no-shrink\n"))
    #expect(try stage.held().generation == 20)
    #expect(try stage.held().picture.width == 300)
    let outcome = try stage.run(Product.shmshare.path, pattern + ["--no-shrink"])
    #expect(outcome.ending == .exited(74))
    #expect(outcome.errors.contains(": not enough shared memory: 1204096 bytes needed, "))
    withExtendedLifetime(tmpfs) {}
  }

  @Test("with room for two frames waits for a viewer that holds both while it draws")
  func twoFrames() throws {
    let stage = try Stage.withScreen()
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 2 << 20)
    let viewer = try stage.startViewer()
    let pattern = ["--quiet", "--test-pattern", "449x449", "--fps", "max", "-n", "300"]
    #expect(try stage.run(Product.shmshare.path, ["stream"] + pattern) == Outcome(0))
    let files = try (1...20).map { seed in
      try stage.file(.noise(449, 440, seed: UInt64(seed)), "\(seed).png")
    }
    #expect(try stage.run(Product.shmshare.path, ["--quiet"] + files) == Outcome(0))
    try viewer.awaitPicture(.noise(449, 440, seed: 20))
    withExtendedLifetime(tmpfs) {}
  }

  @Test("by a limit on the size of files is said by the viewer, and does not end it")
  func limitedViewer() throws {
    let stage = try Stage.withScreen()
    try stage.put(.noise(300, 200))
    let viewer = try stage.start(
      "/bin/sh", ["-c", "ulimit -f 2; exec \"$0\"", Product.shmview.path])
    try eventually("the viewer says why it has no shared memory") {
      viewer.standardError.contains("ftruncate: File too large")
    }
    #expect(viewer.isRunning)
    viewer.signal(SIGTERM)
    #expect(try Outcome(of: viewer).ending == .exited(0))
  }

  @Test("to the last byte makes no half channel")
  func noRoomAtAll() throws {
    let stage = try Stage()
    let tmpfs = try Tmpfs(at: stage.rootPath, byteCount: 1 << 20)
    let file = try stage.file(.plain(0))
    let path = stage.rootPath + "/.filling"
    let filling = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    #expect(posix_fallocate(filling, 0, off_t(tmpfs.freeByteCount)) == 0)
    close(filling)
    let outcome = try stage.share(file)
    #expect(outcome.ending == .exited(74))
    #expect(outcome.isOneComplaint(of: file), "\(outcome)")
    unlink(path)
    #expect(try stage.share(file).output == "default: generation 1, 64x48, picture.png\n")
    #expect(Folder.entries(stage.rootPath) == ["default"])
  }
}
