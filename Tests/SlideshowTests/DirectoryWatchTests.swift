import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// What becomes of whole directories.
@Suite struct DirectoryWatchTests {
  @Test("directories that come with files in them are told of whole", arguments: Place.allCases)
  func newDirectories(_ place: Place) throws {
    let ground = try Folder(place, holding: "there/a.jpg")
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    #expect(observer.takeLog() == ["there: there/a.jpg", "scanned"])
    let thread = Thread {
      for number in 0..<50 {
        ground.makeDirectory("\(number)")
        ground.write("\(number)/before.jpg")
        ground.makeDirectory("\(number)/deep")
        ground.makeDirectory("\(number)/deep/deeper")
        for file in 0..<3 { ground.write("\(number)/deep/deeper/\(file).jpg") }
        ground.write("\(number)/.unfinished.jpg")
        ground.rename("\(number)/.unfinished.jpg", "\(number)/after.jpg")
      }
    }
    try observer.wait("all files") { observer.known.count == 1 + 50 * 5 }
    thread.join()
    try observer.waitUntilQuiet()
    #expect(observer.known == Set(ground.files()))
  }

  @Test(
    "a directory moved out takes its files along, and brings them back", arguments: Place.allCases)
  func moved(_ place: Place) throws {
    let ground = try Folder(place, holding: "album/a.jpg", "album/inner/b.jpg")
    let outside = try Folder(place)
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    ground.rename("album", "renamed")
    try observer.wait(for: "moved: album/inner/b.jpg renamed/inner/b.jpg")
    #expect(observer.known == ["renamed/a.jpg", "renamed/inner/b.jpg"])
    rename(ground.path("renamed"), outside.path("away"))
    try observer.wait("no files") { observer.known.isEmpty }
    outside.write("away/unseen.jpg")
    outside.write("away/inner/unseen.jpg")
    rename(outside.path("away"), ground.path("back"))
    try observer.wait("files") { observer.known.count == 4 }
    ground.write("back/inner/c.jpg")
    try observer.wait(for: "new: back/inner/c.jpg")
    #expect(!observer.log.contains { $0.hasSuffix("away/unseen.jpg") })
    #expect(observer.known == Set(ground.files()))
  }

  @Test(
    "a file that is still being written when its directory comes is not handed out",
    arguments: Place.allCases)
  func writtenDuringTheMove(_ place: Place) throws {
    let ground = try Folder(place)
    let outside = try Folder(place)
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    do {
      outside.makeDirectory("upload")
      let writer = Writer(outside.path("upload/half.jpg"))
      writer.write("half")
      outside.write("upload/whole.jpg")
      rename(outside.path("upload"), ground.path("upload"))
      try observer.wait(for: "new: upload/whole.jpg")
      try observer.waitUntilQuiet()
      #expect(observer.known == ["upload/whole.jpg"])
    }
    try observer.wait(for: "new: upload/half.jpg")
  }

  @Test("hidden directories and links to directories are passed over")
  func passedOver() throws {
    let ground = try Folder(.memory, holding: ".thumbnails/a.jpg", "b.jpg")
    let outside = try Folder(.memory, holding: "a.jpg")
    ground.symlink(outside.path, "link")
    ground.symlink("..", "up")
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    #expect(observer.known == ["b.jpg"])
  }

  @Test("a directory that is not there yet is waited for, however deep", arguments: Place.allCases)
  func notThereYet(_ place: Place) throws {
    let ground = try Folder(place)
    let observer = try Observer(scanned: ground) { $0.directories = [ground.filePath("a/b/c")] }
    #expect(observer.takeLog() == ["missing: a/b/c: No such file or directory", "scanned"])
    for round in 0..<5 {
      ground.makeDirectory("a")
      ground.makeDirectory("a/b")
      ground.makeDirectory("a/b/c")
      ground.write("a/b/c/\(round).jpg")
      try observer.wait("the file") { observer.known == ["a/b/c/\(round).jpg"] }
      #expect(observer.log.first == "back: a/b/c")
      _ = observer.takeLog()
      ground.deleteTree("a")
      try observer.wait(for: "missing: a/b/c: No such file or directory")
      #expect(observer.known.isEmpty)
      _ = observer.takeLog()
    }
  }

  @Test(
    "a directory whose parent is renamed away is missing, and back when another has its name",
    arguments: Place.allCases)
  func parentRenamed(_ place: Place) throws {
    let ground = try Folder(place, holding: "a/b/old.jpg")
    let observer = try Observer(scanned: ground) { $0.directories = [ground.filePath("a/b")] }
    ground.rename("a", "away")
    try observer.wait(for: "missing: a/b: No such file or directory")
    #expect(observer.known.isEmpty)
    ground.write("away/b/unseen.jpg")
    ground.makeDirectory("next")
    ground.makeDirectory("next/b")
    ground.write("next/b/new.jpg")
    ground.rename("next", "a")
    try observer.wait(for: "new: a/b/new.jpg")
    #expect(observer.known == ["a/b/new.jpg"])
    ground.rename("a/b", "a/c")
    try observer.wait("missing") { observer.known.isEmpty }
    ground.rename("a/c", "a/b")
    try observer.wait("back") { observer.known == ["a/b/new.jpg"] }
  }

  @Test(
    "of a folder that comes back what was there is nothing new, and the rest is, in its order",
    arguments: Place.allCases, [("w", false), ("w/sub", false), ("w/sub", true)])
  func comesBack(_ place: Place, _ folder: (name: String, leavesEmptyOne: Bool)) throws {
    let name = folder.name
    let ground = try Folder(
      place, holding: "w/sub/old.jpg", "w/sub/older.jpg", "w/sub/changed.jpg")
    for number in 10..<30 { ground.write("w/sub/\(number).jpg") }
    let observer = try Observer(scanned: ground) {
      $0.directories = [ground.filePath("w")]
      $0.isRecursive = true
      $0.needsStamps = true
    }
    ground.rename(name, "away")
    try observer.wait("nothing") { observer.known.isEmpty }
    if folder.leavesEmptyOne {
      // As where something is mounted now and then.
      ground.makeDirectory(name)
      try observer.waitUntilQuiet()
    }
    let inner = name == "w" ? "away/sub" : "away"
    ground.write(inner + "/changed.jpg", "longer")
    // In the order of their times, and not of their names or their places in the folder.
    let names = ["3", "1", "7", "5", "2", "6", "4"]
    for (number, file) in names.enumerated() {
      ground.write(inner + "/\(file).jpg")
      ground.setTime(of: inner + "/\(file).jpg", to: 2_000_000_000 + number)
    }
    _ = observer.takeLog()
    ground.rename("away", name)
    try observer.wait("all") { observer.known.count == 23 + names.count }
    let log = observer.takeLog()
    #expect(
      log.filter { $0.hasPrefix("new") }
        == (["changed"] + names).map { "new: w/sub/\($0).jpg" }, "\(log)")
    #expect(log.contains("there: w/sub/old.jpg") && log.contains("there: w/sub/older.jpg"))
  }

  @Test(
    "lost events cost nothing: everything is looked at again",
    arguments: Place.allCases, [false, true])
  func overflow(_ place: Place, _ needsStamps: Bool) throws {
    let ground = try Folder(
      place, holding: "keep.jpg", "change.jpg", "delete.jpg", "old.jpg", "sub/a.jpg", "gone/b.jpg")
    let observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      $0.needsStamps = needsStamps
    }
    // More than the queue of inotify(7) holds, by default 16,384.
    for number in 0..<9000 {
      ground.write(".noise")
      ground.rename(".noise", ".noise\(number % 2)")
    }
    ground.write("change.jpg", "longer than before")
    ground.write("new.jpg")
    ground.delete("delete.jpg")
    ground.rename("old.jpg", "renamed.jpg")
    ground.deleteTree("gone")
    ground.makeDirectory("sub/deep")
    ground.write("sub/deep/c.jpg")
    _ = observer.takeLog()
    try observer.wait("all news") {
      observer.known == [
        "keep.jpg", "change.jpg", "new.jpg", "renamed.jpg", "sub/a.jpg", "sub/deep/c.jpg",
      ]
    }
    try observer.waitUntilQuiet()
    let log = observer.takeLog()
    #expect(log.contains("overflow") && log.contains("replaced: change.jpg"))
    // Without stamps, what was written just before the start counts as replaced to be safe.
    #expect(!needsStamps || !log.contains("replaced: keep.jpg"))
    #expect(!needsStamps || log.contains("moved: old.jpg renamed.jpg"))
    #expect(observer.known == Set(ground.files().filter { !$0.contains("noise") }))
  }

  @Test("a remote file system is polled; a file counts when two looks see the same")
  func polling() throws {
    let ground = try Folder(.memory, holding: "a.jpg", "b.jpg", "sub/c.jpg")
    let observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      $0.assumedFileSystem = "NFS"
    }
    #expect(observer.known == ["a.jpg", "b.jpg", "sub/c.jpg"])
    #expect(observer.log.filter { $0.hasPrefix("polling") }.count == 1)
    #expect(observer.log.first == "polling: NFS does not tell of every change")
    ground.write("new.jpg")
    ground.write("a.jpg", "changed")
    ground.delete("b.jpg")
    ground.makeDirectory("sub/deep")
    ground.write("sub/deep/d.jpg")
    try observer.wait("the changes") {
      observer.known == ["a.jpg", "new.jpg", "sub/c.jpg", "sub/deep/d.jpg"]
        && observer.log.contains("replaced: a.jpg")
    }
    ground.deleteTree("")
    try observer.wait("missing") { observer.known.isEmpty }
    ground.makeDirectory("")
    ground.write("e.jpg")
    try observer.wait("back") { observer.known == ["e.jpg"] }
  }

  @Test("directories beyond the limit of watches are polled, and it is said once")
  func watchLimit() throws {
    let ground = try Folder(.memory, holding: "a/1.jpg", "b/1.jpg", "c/1.jpg", "d/1.jpg")
    // The path leads through three directories, which are watched too.
    let observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      $0.watchLimit = 6
    }
    let words = "polling: the limit of watches is reached; raise fs.inotify.max_user_watches"
    #expect(observer.log.filter { $0 == words }.count == 1)
    for name in ["a", "b", "c", "d"] { ground.write("\(name)/2.jpg") }
    try observer.wait("all files") { observer.known == Set(ground.files()) }
  }

  @Test("an unreadable directory is said to be so, and shown once it can be read")
  func unreadable() throws {
    guard geteuid() != 0 else { return }  // root reads everything
    let ground = try Folder(.memory, holding: "closed/a.jpg")
    chmod(ground.path("closed"), 0)
    let observer = try Observer(scanned: ground) { $0.directories = [ground.filePath("closed")] }
    #expect(observer.log.first == "missing: closed: Permission denied")
    chmod(ground.path("closed"), 0o700)
    try observer.wait(for: "there: closed/a.jpg")
  }

  /// `FilePath` checks itself at every step in debug builds, and takes a millisecond a file there.
  #if DEBUG
    private static let many = 20_000
  #else
    private static let many = 100_000
  #endif

  @Test("very many files: a turn does not take them all, and every one is told of")
  func many() throws {
    let ground = try Folder(.memory, holding: "0.jpg")
    for number in 1..<Self.many { ground.link("0.jpg", "\(number).jpg") }
    for needsStamps in [false, true] {
      var options = DirectoryWatcher.Options()
      options.directories = [ground.filePath("")]
      options.needsStamps = needsStamps
      let watcher = try DirectoryWatcher(options)
      var iterations: [[WatchEvent]] = []
      let time = ContinuousClock().measure {
        while iterations.last?.last != .scanned { iterations.append(watcher.takeEvents()) }
      }
      #expect(iterations.count > 1)
      #expect(iterations.joined().count == Self.many + 1)
      print("stamps \(needsStamps): \(time) to scan in \(iterations.count) iterations")
    }
  }

  @Test(
    "whatever several threads do, the watcher knows the files there are in the end",
    arguments: [.memory, .disk, nil] as [Place?], [UInt64](1...4))
  func chaos(_ place: Place?, _ seed: UInt64) throws {
    let isPolled = place == nil
    let ground = try Folder(place ?? .memory)
    let observer = try Observer(ground) {
      $0.isRecursive = true
      if isPolled { $0.assumedFileSystem = "NFS" }
    }
    let threads = (0..<3).map { number in
      Thread { Vandal(ground, seed: seed * 10 + UInt64(number)).run(actions: 400) }
    }
    let done = Flag()
    let joiner = Thread {
      for thread in threads { thread.join() }
      done.raise()
      ground.write("the end.jpg")
    }
    try observer.wait("the end") { done.isRaised && observer.known.contains("the end.jpg") }
    joiner.join()
    // A directory may be moved away before its hidden file has got its name.
    let shown = Set(ground.files().filter { !$0.hasSuffix(".hidden") })
    if isPolled { return try observer.wait("all, seed \(seed)") { observer.known == shown } }
    try observer.waitUntilQuiet()
    #expect(observer.known == shown, "seed \(seed)")
  }
}
