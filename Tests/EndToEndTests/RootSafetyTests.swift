import Glibc
import TestSupport
import Testing

@Suite("A root that is not safe") struct RootSafetyTests {
  @Test("belonging to someone else is refused, naming the owner")
  func foreign() throws {
    let stage = try Stage()
    mkdir(stage.rootPath, 0o700)
    #expect(chown(stage.rootPath, OtherUser.id, OtherUser.id) == 0, "the tests run as root")
    try refused(
      stage,
      "belongs to user \(OtherUser.id), and root leaves it alone; be that user (in a container: "
        + "docker run -u \(OtherUser.id) -v /dev/shm/shmview-\(OtherUser.id):/shm "
        + "-e SHMVIEW_DIR=/shm IMAGE; else: sudo -u '#\(OtherUser.id)'), or set SHMVIEW_DIR")
  }

  @Test("belonging to root is refused for another user, who can read nothing in it")
  func foreignToOther() throws {
    let stage = try Stage()
    let open = try Folder(mode: 0o755)
    stage.rootPath = open.path("root")
    try stage.put(.plain(0))
    let path = try open.write(Picture.plain(0).png(), to: "picture.png")
    chmod(path, 0o644)
    let words =
      "\(stage.rootPath) belongs to root, not to you, as docker run -v makes a folder that is missing; "
      + "remove it with sudo rmdir, or set SHMVIEW_DIR\n"
    for (arguments, subject) in [([path], "\(path): "), (["list"], ""), (["wait"], "")] {
      let outcome = try stage.run(
        "setpriv", OtherUser.options + [Product.shmshare.path] + arguments)
      #expect(outcome == Outcome(74, errors: "shmshare: \(subject)\(words)"))
    }
    let control = stage.rootPath + "/default/control"
    let reading = try stage.run("setpriv", OtherUser.options + ["cat", control])
    #expect(reading.ending == .exited(1))
    #expect(reading.output.isEmpty)
  }

  @Test("open to others is refused", arguments: [0o755, 0o710, 0o702] as [mode_t])
  func openToOthers(mode: mode_t) throws {
    let stage = try Stage()
    mkdir(stage.rootPath, 0o700)
    chmod(stage.rootPath, mode)
    try refused(
      stage,
      "is open to other users (mode \(String(mode, radix: 8))); "
        + "close it with chmod go-rwx, or set SHMVIEW_DIR")
  }

  @Test("being a symbolic link is refused, also one to a sound directory")
  func symbolicLink() throws {
    let stage = try Stage()
    mkdir(stage.folder.path("real"), 0o700)
    symlink("real", stage.rootPath)
    try refused(stage, "is not a directory; remove it or set SHMVIEW_DIR")
    #expect(Folder.entries(stage.folder.path("real")).isEmpty)
  }

  @Test("not in memory is refused")
  func onDisk() throws {
    let stage = try Stage()
    stage.rootPath = "/var/tmp/shmview-test-\(getpid())"
    mkdir(stage.rootPath, 0o700)
    defer { Folder.remove(stage.rootPath) }
    try refused(
      stage, "does not lie on a tmpfs; set SHMVIEW_DIR to a directory below /dev/shm")
  }

  @Test("a channel that is a link, or open to others, is refused")
  func channel() throws {
    let stage = try Stage()
    try stage.put(.plain(0))
    let path = try stage.file(.plain(0))
    chmod(stage.rootPath + "/default", 0o755)
    #expect(try stage.share(path).ending == .exited(74))
    chmod(stage.rootPath + "/default", 0o700)
    symlink("default", stage.rootPath + "/link")
    #expect(try stage.share("--channel", "link", path).ending == .exited(74))
    #expect(try stage.held().generation == 1)
  }

  @Test("everything in a root is the user's alone, whatever the umask")
  func privateByDefault() throws {
    let stage = try Stage()
    let path = try stage.file(.plain(0))
    let outcome = try stage.run("sh", ["-c", "umask 0; \(Product.shmshare.path) \(path)"])
    #expect(outcome.ending == .exited(0))
    let found = try stage.run("find", [stage.rootPath, "-perm", "/077"])
    #expect(found == Outcome(0))
  }

  private func refused(_ stage: Stage, _ words: String) throws {
    let file = try stage.file(.plain(0))
    let why = "\(stage.rootPath) \(words)\n"
    #expect(try stage.share(file) == Outcome(74, errors: "shmshare: \(file): \(why)"))
    #expect(try stage.share("list") == Outcome(74, errors: "shmshare: \(why)"))
    let screened = try Stage.withScreen()
    screened.rootPath = stage.rootPath
    #expect(try screened.view() == Outcome(74, errors: "shmview: \(why)"))
  }
}
