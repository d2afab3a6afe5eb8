import Glibc
import TestSupport
import Testing

@testable import Slideshow

/// What may not be read, until it may; for a user whom permissions bind.
@Suite struct UnreadableTests {
  private let ground: Folder

  init() throws {
    ground = try OrdinaryUser.run {
      try Folder(.memory, holding: "a.jpg", "far/away.jpg", "shown/closed/deep/b.jpg")
    }
  }

  private func observer(
    _ change: (inout DirectoryWatcher.Options) -> Void = { _ in }
  ) throws -> Observer {
    try Observer(scanned: ground) {
      $0.isRecursive = true
      change(&$0)
    }
  }

  /// What the show does with a file that it is told of.
  @discardableResult private func look(at name: String, _ observer: Observer) -> Bool {
    observer.watcher.find(at: ground.filePath(name)) {
      let file = open(ground.path(name), O_RDONLY | O_CLOEXEC)
      if file >= 0 { close(file) }
      return (finding: file >= 0, isRefused: file < 0 && errno == EACCES)
    }
  }

  @Test(
    "a file that could not be read counts as written anew once it may be", arguments: [false, true])
  func file(isPolled: Bool) throws {
    try OrdinaryUser.run {
      ground.symlink("../far/away.jpg", "shown/link.jpg")
      let observer = try observer {
        $0.filter.excluded = ["away.jpg"]
        if isPolled { $0.assumedFileSystem = "NFS" }
      }
      _ = observer.takeLog()
      for name in ["a.jpg", "far/away.jpg"] { chmod(ground.path(name), 0) }
      for name in ["a.jpg", "shown/link.jpg"] {
        let isReadable = look(at: name, observer)
        #expect(!isReadable)
      }
      observer.takeEvents()
      chmod(ground.path("a.jpg"), 0o200)  // still not for reading
      chmod(ground.path("shown"), 0o700)  // another one's
      for name in ["a.jpg", "far/away.jpg"] {
        chmod(ground.path(name), 0o600)
        chmod(ground.path(name), 0o640)  // told once
      }
      try observer.wait(for: "replaced: shown/link.jpg")
      try observer.wait(for: "replaced: a.jpg")
      #expect(try observer.takeLogToEnd().filter { $0.contains("replaced") }.count == 2)
    }
  }

  @Test("permission that comes while a refused look is on its way is seen, and told no more")
  func between() throws {
    try OrdinaryUser.run {
      let observer = try observer()
      _ = observer.takeLog()
      chmod(ground.path("a.jpg"), 0)
      var looks = 0
      let isReadable = observer.watcher.find(at: ground.filePath("a.jpg")) {
        looks += 1
        defer { chmod(ground.path("a.jpg"), 0o600) }
        return (finding: looks > 1, isRefused: looks == 1)
      }
      #expect(isReadable && looks == 2)
      #expect(try observer.takeLogToEnd().isEmpty)
      observer.watcher.find(at: ground.filePath("none.jpg")) {
        looks += 1
        return (finding: (), isRefused: true)
      }
      #expect(looks == 3, "of what is not known no permission is waited for")
    }
  }

  @Test("a file that could not be read is waited for under the name that it gets")
  func renamed() throws {
    try OrdinaryUser.run {
      let observer = try observer()
      chmod(ground.path("a.jpg"), 0)
      look(at: "a.jpg", observer)
      ground.rename("a.jpg", "shown/z.jpg")
      try observer.wait(for: "moved: a.jpg shown/z.jpg")
      chmod(ground.path("shown/z.jpg"), 0o600)
      try observer.wait(for: "replaced: shown/z.jpg")
    }
  }

  @Test("permissions hand out no file that is being written, if one of its name was waited for")
  func beingWritten() throws {
    try OrdinaryUser.run {
      let observer = try observer()
      for name in ["a.jpg", "far/away.jpg"] {
        chmod(ground.path(name), 0)
        look(at: name, observer)
      }
      observer.takeEvents()
      _ = observer.takeLog()
      ground.delete("a.jpg")  // its mark goes with it
      let another = Writer(ground.path("a.jpg"))
      another.write("half")
      chmod(ground.path("a.jpg"), 0o640)
      chmod(ground.path("far/away.jpg"), 0o200)
      let same = Writer(ground.path("far/away.jpg"))
      chmod(ground.path("far/away.jpg"), 0o600)
      #expect(try observer.takeLogToEnd() == ["removed: a.jpg"])
      withExtendedLifetime((another, same)) {}
    }
  }

  @Test("a directory below joins once it may be read, and so do files in one that was closed")
  func directory() throws {
    try OrdinaryUser.run {
      chmod(ground.path("shown/closed"), 0)
      let observer = try observer()
      #expect(observer.log.contains("unreadable: shown/closed: Permission denied"))
      chmod(ground.path("shown/closed"), 0o700)
      try observer.wait(for: "new: shown/closed/deep/b.jpg")
      chmod(ground.path("shown/closed/deep"), 0)
      look(at: "shown/closed/deep/b.jpg", observer)
      chmod(ground.path("shown/closed/deep"), 0o700)
      try observer.wait(for: "replaced: shown/closed/deep/b.jpg")
    }
  }

  @Test(
    "a directory that may be listed and not entered joins once it may be entered",
    arguments: ["", "shown/closed/deep"], [false, true])
  func notEntered(_ name: String, isPolled: Bool) throws {
    try OrdinaryUser.run {
      chmod(ground.path(name), 0o600)
      let observer = try observer {
        $0.needsStamps = true
        if isPolled { $0.assumedFileSystem = "NFS" }
      }
      let told = "unreadable: \(name.isEmpty ? ground.path : name): Permission denied"
      #expect(observer.log.contains(told))
      let file = name.isEmpty ? "a.jpg" : name + "/b.jpg"
      #expect(!observer.known.contains(file))
      chmod(ground.path(name), 0o700)
      try observer.wait(for: "new: " + file)
      // What comes while it is closed is found, and what was there stays.
      chmod(ground.path(name), 0o600)
      observer.takeEvents()
      if isPolled { for _ in 0..<3 { observer.waitForPoll() } }
      #expect(observer.known.contains(file))
      chmod(ground.path(name), 0o700)
      ground.write(name.isEmpty ? "c.jpg" : name + "/c.jpg")
      try observer.wait(for: "new: \(name.isEmpty ? "" : name + "/")c.jpg")
      #expect(!observer.log.contains { $0.hasPrefix("removed") })
    }
  }

  @Test("attributes that change while a directory is looked at hide no file in it")
  func meanwhile() throws {
    var options = DirectoryWatcher.Options()
    options.directories = [ground.filePath("")]
    options.isRecursive = true
    let watcher = try DirectoryWatcher(options)
    watcher.stillLooks = { usleep(40_000) }  // so that one turn is not enough
    var events = watcher.takeEvents()
    #expect(!events.contains(.scanned))
    chmod(ground.path("far/away.jpg"), 0o644)
    while !events.contains(.scanned) { events += watcher.takeEvents() }
    #expect(events.contains(.added(ground.filePath("far/away.jpg"), nil, isNew: false)))
  }
}
