import Glibc
import TestSupport
import Testing

@testable import Slideshow

/// What may not be read, until it may.
@Suite struct UnreadableTests {
  private let ground: Folder

  init() throws {
    ground = try Folder(.memory, holding: "a.jpg", "far/away.jpg", "shown/closed/deep/b.jpg")
  }

  @Test(
    "a file that could not be read counts as written anew once it may be",
    .enabled(if: geteuid() != 0, "root reads everything"), arguments: [false, true])
  func file(isPolled: Bool) throws {
    ground.symlink("../far/away.jpg", "shown/link.jpg")
    let observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      $0.filter.excluded = ["away.jpg"]
      if isPolled { $0.assumedFileSystem = "NFS" }
    }
    _ = observer.takeLog()
    for name in ["a.jpg", "far/away.jpg"] { chmod(ground.path(name), 0) }
    for name in ["a.jpg", "shown/link.jpg"] {
      observer.watcher.awaitPermission(toRead: ground.filePath(name))
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
    ground.write("end.jpg")
    try observer.wait(for: "new: end.jpg")
    #expect(observer.takeLog().filter { $0.contains("replaced") }.count == 2)
  }

  @Test(
    "a directory below joins once it may be read, and so do files in one that was closed",
    .enabled(if: geteuid() != 0, "root reads everything"))
  func directory() throws {
    chmod(ground.path("shown/closed"), 0)
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    #expect(observer.log.contains("unreadable: shown/closed: Permission denied"))
    chmod(ground.path("shown/closed"), 0o700)
    try observer.wait(for: "new: shown/closed/deep/b.jpg")
    chmod(ground.path("shown/closed/deep"), 0)
    observer.watcher.awaitPermission(toRead: ground.filePath("shown/closed/deep/b.jpg"))
    chmod(ground.path("shown/closed/deep"), 0o700)
    try observer.wait(for: "replaced: shown/closed/deep/b.jpg")
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
