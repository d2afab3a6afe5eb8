import Glibc
import TestSupport
import Testing

@Suite("Without inotify") struct PollingTests {
  /// A user id of this run alone, so that no other program misses the instances it takes.
  private static let id = uid_t(100_000 + getpid())
  private static let user = ["--reuid", "\(id)", "--regid", "\(id)", "--clear-groups"]

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

  @Test("a viewer says so once, and still shows every last picture")
  func noInstances() throws {
    let stage = try Stage.withScreen()
    let open = try Folder(mode: 0o755)
    stage.rootPath = open.path("root")
    mkdir(stage.rootPath, 0o700)
    #expect(chown(stage.rootPath, Self.id, Self.id) == 0, "the tests run as root")
    let taker = try stage.start(
      "setpriv", Self.user + ["python3", "-c", Self.taker], input: .pipe)
    try eventually("all inotify instances are taken; it said: \(taker.standardError)") {
      taker.standardOutput == "none left\n"
    }
    let program = try stage.start("setpriv", Self.user + [Product.shmview.path])
    let window = try eventually("the window; it said: \(program.standardError)") {
      try stage.screen.window(of: program.processID)
    }
    for seed in 1...5 {
      let picture = Picture.noise(120, 90, seed: UInt64(seed))
      let path = try open.write(picture.png(), to: "picture.png")
      chmod(path, 0o644)
      let put = try stage.run("setpriv", Self.user + [Product.shmshare.path, path])
      #expect(put.ending == .exited(0), "\(put)")
      try eventually("picture \(seed) is shown") { try window.picture() == picture }
    }
    program.signal(SIGTERM)
    let words =
      "shmview: cannot watch by inotify "
      + "(limits fs.inotify.max_user_instances / max_user_watches): "
      + "looking for new frames 60 times a second\n"
    #expect(try Outcome(of: program) == Outcome(0, errors: words))
  }
}
