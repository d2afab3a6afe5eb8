import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// What becomes of single files in a watched directory.
@Suite struct FileWatchTests {
  @Test("files that are there count at once, and none of them as new", arguments: Place.allCases)
  func existing(_ place: Place) throws {
    let ground = try Folder(
      place, holding: "a.jpg", "b.jpg", ".hidden.jpg", "c.jpg.part", "d.filepart", "e.tmp",
      "sub/inside.jpg")
    let observer = try Observer(scanned: ground)
    #expect(observer.log.sorted() == ["scanned", "there: a.jpg", "there: b.jpg"])
    #expect(observer.log.last == "scanned")
  }

  @Test("a file counts when its writer closes it, not before", arguments: Place.allCases)
  func slowWriter(_ place: Place) throws {
    let ground = try Folder(place)
    let observer = try Observer(scanned: ground)
    do {
      let writer = Writer(ground.path("slow.jpg"))
      for piece in 0..<5 {
        writer.write("piece")
        ground.write("other\(piece).jpg")
        try observer.wait(for: "new: other\(piece).jpg")
        #expect(!observer.known.contains("slow.jpg"))
      }
    }
    try observer.wait(for: "new: slow.jpg")
  }

  @Test(
    "a file that gets its name while it is written counts when its writer is done",
    arguments: Place.allCases)
  func unnamedWriter(_ place: Place) throws {
    let ground = try Folder(place)
    let observer = try Observer(scanned: ground)
    do {
      guard let writer = Writer(unnamedIn: ground.path("")) else { return }
      writer.write("some")
      writer.link(as: ground.path("a.jpg"))
      writer.write("more")
      ground.write("other.jpg")
      try observer.wait(for: "new: other.jpg")
      #expect(!observer.known.contains("a.jpg"))
    }
    try observer.wait(for: "new: a.jpg")
    #expect(observer.known == ["a.jpg", "other.jpg"])
  }

  @Test(
    "a file is told of once, however its writing and the looks at it fall",
    arguments: Place.allCases)
  func once(_ place: Place) throws {
    let ground = try Folder(place)
    let observer = try Observer(scanned: ground)
    let writer = Thread { for number in 0..<2_000 { ground.write("\(number).jpg") } }
    try observer.wait("2,000 files") { observer.known.count == 2_000 }
    writer.join()
    try observer.waitUntilQuiet()
    let retold = observer.log.count { $0.hasPrefix("replaced") }
    #expect(retold == 0)
  }

  @Test(
    "a file under a name for unfinished ones counts when it is renamed",
    arguments: ["x.jpg.part", "x.jpg.filepart", "x.tmp", ".x.jpg.AbC123", "x.jpg.crdownload"])
  func renamedWhenComplete(_ name: String) throws {
    let ground = try Folder(.memory)
    let observer = try Observer(scanned: ground)
    ground.write(name)
    ground.rename(name, "x.jpg")
    try observer.wait(for: "new: x.jpg")
    #expect(observer.known == ["x.jpg"])
  }

  @Test("replaced, renamed, deleted, moved out and moved in", arguments: Place.allCases)
  func changes(_ place: Place) throws {
    let ground = try Folder(place, holding: "a.jpg", "b.jpg")
    let outside = try Folder(place)
    let observer = try Observer(scanned: ground)
    _ = observer.takeLog()
    ground.write("a.jpg", "again")
    try observer.wait(for: "replaced: a.jpg")
    ground.write(".b.jpg.tmp", "other")
    ground.rename(".b.jpg.tmp", "b.jpg")
    try observer.wait(for: "replaced: b.jpg")
    #expect(observer.takeLog() == ["replaced: a.jpg", "replaced: b.jpg"])
    ground.rename("a.jpg", "c.jpg")
    try observer.wait(for: "moved: a.jpg c.jpg")
    #expect(observer.takeLog() == ["moved: a.jpg c.jpg"])
    rename(ground.path("c.jpg"), outside.path("c.jpg"))
    try observer.wait(for: "removed: c.jpg")
    ground.delete("b.jpg")
    try observer.wait(for: "removed: b.jpg")
    rename(outside.path("c.jpg"), ground.path("c.jpg"))
    try observer.wait(for: "new: c.jpg")
    #expect(observer.takeLog() == ["removed: c.jpg", "removed: b.jpg", "new: c.jpg"])
  }

  @Test(
    "a file that is renamed is told of as moved, over another one as well, and into other folders",
    arguments: Place.allCases)
  func moves(_ place: Place) throws {
    let ground = try Folder(place, holding: "sub/deep/")
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    _ = observer.takeLog()
    ground.write("shot.jpg.Xy12Ab")
    try observer.wait(for: "new: shot.jpg.Xy12Ab")
    ground.rename("shot.jpg.Xy12Ab", "shot.jpg")
    try observer.wait(for: "moved: shot.jpg.Xy12Ab shot.jpg")
    #expect(observer.takeLog() == ["new: shot.jpg.Xy12Ab", "moved: shot.jpg.Xy12Ab shot.jpg"])
    ground.write("other.jpg")
    ground.rename("other.jpg", "shot.jpg")
    ground.rename("shot.jpg", "sub/deep/shot.jpg")
    try observer.wait(for: "moved: shot.jpg sub/deep/shot.jpg")
    #expect(observer.known == ["sub/deep/shot.jpg"])
    // Unfinished when it got its name, and nothing of ours any more.
    ground.rename("sub/deep/shot.jpg", "sub/deep/shot.part")
    try observer.wait(for: "removed: sub/deep/shot.jpg")
    ground.rename("sub/deep/shot.part", "sub/deep/shot.jpg")
    try observer.wait(for: "new: sub/deep/shot.jpg")
    _ = observer.takeLog()
    ground.rename("sub", "day")
    ground.write("day/deep/next.jpg")
    try observer.wait(for: "new: day/deep/next.jpg")
    #expect(
      observer.takeLog() == [
        "moved: sub/deep/shot.jpg day/deep/shot.jpg", "new: day/deep/next.jpg",
      ])
    ground.write("day/deep/shot.jpg", "again")
    try observer.wait(for: "replaced: day/deep/shot.jpg")
    ground.delete("day/deep/shot.jpg")
    try observer.wait("all") { observer.known == ["day/deep/next.jpg"] }
  }

  @Test("small pictures that cameras put beside films are none")
  func thumbnails() throws {
    let ground = try Folder(.memory, holding: "a.THM", "b.thm", "c.jpg")
    let observer = try Observer(scanned: ground)
    #expect(observer.known == ["c.jpg"])
  }

  @Test(
    "a file that is opened for writing and closed as it was is nothing new",
    arguments: Place.allCases)
  func untouched(_ place: Place) throws {
    let ground = try Folder(place, holding: "a.jpg")
    // What changed at the time of the scan, as exactly as that is told, might have been missed:
    // files' times go by ticks of some milliseconds, in part.
    let enough = ground.changed("a.jpg") + 20_000_000
    while ground.changed("tick") < enough { ground.write("tick") }
    let observer = try Observer(scanned: ground)
    _ = observer.takeLog()
    do { _ = Writer(existing: ground.path("a.jpg")) }
    ground.write("b.jpg")
    try observer.wait(for: "new: b.jpg")
    #expect(observer.takeLog() == ["new: b.jpg"])
    do {
      let writer = Writer(existing: ground.path("a.jpg"))
      writer.write("y")
    }
    try observer.wait(for: "replaced: a.jpg")
  }

  @Test("links count at once, if they lead to files", arguments: Place.allCases)
  func links(_ place: Place) throws {
    let ground = try Folder(place)
    let outside = try Folder(place, holding: "target.jpg")
    ground.symlink(outside.path("target.jpg"), "there.jpg")
    ground.symlink("nowhere", "dangling.jpg")
    ground.symlink("loop.jpg", "loop.jpg")
    ground.symlink(outside.path, "directory.jpg")
    mkfifo(ground.path("fifo.jpg"), 0o600)
    let observer = try Observer(scanned: ground) { $0.isRecursive = true }
    #expect(observer.takeLog() == ["there: there.jpg", "scanned"])
    ground.symlink(outside.path("target.jpg"), "new.jpg")
    try observer.wait(for: "new: new.jpg")
    link(outside.path("target.jpg"), ground.path("hard.jpg"))
    try observer.wait(for: "new: hard.jpg")
    ground.symlink(outside.path("target.jpg"), ".next")
    ground.rename(".next", "there.jpg")
    try observer.wait(for: "replaced: there.jpg")
    #expect(observer.known == ["there.jpg", "new.jpg", "hard.jpg"])
  }

  @Test(
    "a burst of files from several threads is told of whole, each file once",
    arguments: Place.allCases)
  func burst(_ place: Place) throws {
    let ground = try Folder(place)
    let observer = try Observer(ground)
    let threads = (0..<3).map { number in
      Thread { for file in 0..<100 { ground.write("\(number)-\(file).jpg") } }
    }
    try observer.wait("300 files") { observer.known.count == 300 }
    for thread in threads { thread.join() }
    try observer.waitUntilQuiet()
    #expect(observer.known == Set(ground.files()))
  }

  @Test("globs choose by the file's name")
  func globs() throws {
    let ground = try Folder(.memory, holding: "a.jpg", "a.png", "b.jpg", ".c.jpg")
    let observer = try Observer(scanned: ground) {
      $0.filter.included = ["*.jpg", "*.webp"]
      $0.filter.excluded = ["b*"]
      $0.filter.showsHidden = true
    }
    #expect(observer.known == ["a.jpg", ".c.jpg"])
    ground.write("b.webp")
    ground.write("d.webp")
    try observer.wait(for: "new: d.webp")
    #expect(observer.known == ["a.jpg", ".c.jpg", "d.webp"])
  }

  @Test("files named one by one are watched, whatever the filter says of them")
  func fileList() throws {
    let ground = try Folder(.memory, holding: "one/a.jpg", "one/other.jpg", ".b.jpg")
    let observer = try Observer(scanned: ground) {
      $0.directories = []
      $0.files = ["one/a.jpg", ".b.jpg", "two/c.jpg"].map { ground.filePath($0) }
    }
    #expect(observer.known == ["one/a.jpg", ".b.jpg"])
    #expect(observer.log.contains("missing: two: No such file or directory"))
    ground.makeDirectory("two")
    ground.write("two/other.jpg")
    ground.write("two/c.jpg")
    try observer.wait("the third") { observer.known.contains("two/c.jpg") }
    ground.delete("one/a.jpg")
    try observer.wait(for: "removed: one/a.jpg")
    #expect(observer.known == [".b.jpg", "two/c.jpg"])
  }

  @Test("names that are not UTF-8 keep their bytes")
  func rawNames() throws {
    let ground = try Folder(.memory)
    let path = FilePath(
      platformString: (ground.path + "/").utf8CString.dropLast() + [-28, 0x2E, 0x6A, 0])
    let observer = try Observer(scanned: ground)
    let number = path.withPlatformString { open($0, O_WRONLY | O_CREAT, 0o600) }
    close(number)
    var paths: [FilePath] = []
    while paths.isEmpty {
      for case .added(let path, _, true) in observer.watcher.takeEvents() { paths.append(path) }
    }
    #expect(paths == [path])
    path.withPlatformString { _ = unlink($0) }
  }

  @Test("nothing wakes the watcher when nothing happens")
  func idle() throws {
    let ground = try Folder(.memory, holding: "a.jpg")
    let observer = try Observer(scanned: ground)
    try observer.waitUntilQuiet()
    #expect(!observer.watcher.hasTimer)
  }
}
