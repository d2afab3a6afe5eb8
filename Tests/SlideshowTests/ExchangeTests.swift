import TestSupport
import Testing

@testable import Slideshow

/// What changes names with something else in one step, as renameat2(2) does with `RENAME_EXCHANGE`.
@Suite(.enabled(if: Folder.exchangesNames, "the file system or the kernel has no exchange"))
struct ExchangeTests {
  private let ground: Folder

  init() throws {
    ground = try Folder(
      .memory, holding: "a.jpg", "b.jpg", "c.jpg", "one/1.jpg", "one/deep/2.jpg", "two/1.jpg",
      "two/3.jpg")
    for (size, name) in ground.files().enumerated() {
      ground.write(name, String(repeating: "x", count: size + 1))
    }
  }

  private func observer(isPolled: Bool) throws -> Observer {
    let observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      if isPolled { $0.assumedFileSystem = "NFS" }
    }
    _ = observer.takeLog()
    return observer
  }

  @Test("both files are there, and neither is new", arguments: [true, false])
  func files(isPolled: Bool) throws {
    let observer = try observer(isPolled: isPolled)
    ground.exchange("a.jpg", "b.jpg")
    var log = try observer.takeLogToEnd()
    #expect(log.first?.hasPrefix("moved: ") ?? false)
    #expect(Set(log).isSubset(of: ["moved: a.jpg b.jpg", "there: a.jpg"]))
    ground.exchange("b.jpg", "two/3.jpg")
    log = try observer.takeLogToEnd()
    let both: Set = ["moved: b.jpg two/3.jpg", "moved: two/3.jpg b.jpg"]
    #expect(both.contains(log.first ?? ""))
    #expect(["there: b.jpg", "there: two/3.jpg"].contains(log.last))
    // Round three names, and there and back.
    ground.exchange("a.jpg", "b.jpg")
    ground.exchange("b.jpg", "c.jpg")
    ground.exchange("a.jpg", "c.jpg")
    ground.exchange("a.jpg", "c.jpg")
    log = try observer.takeLogToEnd()
    #expect(!log.contains { $0.hasPrefix("new") || $0.hasPrefix("removed") })
    #expect(observer.known == Set(ground.files()))
  }

  @Test(
    "what takes the place of a picture is shown, and what leaves is not", arguments: [true, false])
  func unshown(isPolled: Bool) throws {
    let observer = try observer(isPolled: isPolled)
    let elsewhere = try Folder(.memory, holding: "d.jpg", "e.jpg")
    let outside = elsewhere.path.dropFirst("/dev/shm".count)
    ground.write(".a", "another")
    ground.write(".b", "another")
    for (name, other) in [
      (".a", "a.jpg"), ("b.jpg", ".b"), ("..\(outside)/d.jpg", "c.jpg"),
      ("two/3.jpg", "..\(outside)/e.jpg"),
    ] { ground.exchange(name, other) }
    let log = try observer.takeLogToEnd()
    for name in ["a.jpg", "b.jpg", "c.jpg", "two/3.jpg"] {
      #expect(log.contains("replaced: \(name)") || log.contains("new: \(name)"))
    }
    #expect(observer.known == Set(ground.files().filter { !$0.hasPrefix(".") }))
  }

  @Test("directories are what they are now, and nothing in them is new", arguments: [true, false])
  func directories(isPolled: Bool) throws {
    let observer = try observer(isPolled: isPolled)
    ground.exchange("one", "two")
    var log = try observer.takeLogToEnd()
    #expect(!log.contains { $0.hasPrefix("new") })
    #expect(observer.known == Set(ground.files()))
    // Each is watched under its new name.
    ground.write("one/later.jpg")
    ground.write("two/deep/later.jpg")
    log = try observer.takeLogToEnd()
    #expect(log.sorted() == ["new: one/later.jpg", "new: two/deep/later.jpg"])
    ground.exchange("two/deep", "one")
    _ = try observer.takeLogToEnd()
    #expect(observer.known == Set(ground.files()))
  }

  @Test("a file and a directory change names", arguments: [true, false], [true, false])
  func both(isPolled: Bool, isFileFirst: Bool) throws {
    let observer = try observer(isPolled: isPolled)
    ground.rename("one", "one.jpg")
    ground.rename("two", "two.jpg")
    _ = try observer.takeLogToEnd()
    for (file, directory) in [("a.jpg", "one.jpg"), ("b.jpg", "two.jpg")] {
      ground.exchange(isFileFirst ? file : directory, isFileFirst ? directory : file)
    }
    let log = try observer.takeLogToEnd()
    #expect(!log.contains { $0.hasPrefix("replaced") })
    #expect(observer.known == Set(ground.files()))
    ground.write("a.jpg/later.jpg")
    #expect(try observer.takeLogToEnd() == ["new: a.jpg/later.jpg"])
  }

  @Test("links to files and to directories change names with others")
  func links() throws {
    ground.symlink("c.jpg", "link.jpg")
    ground.symlink("one", "way")
    let observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      $0.followsLinks = true
    }
    ground.exchange("link.jpg", "a.jpg")
    ground.exchange("way", "two")
    _ = try observer.takeLogToEnd()
    let all = ground.files() + ["two/1.jpg", "two/deep/2.jpg"]
    #expect(observer.known == Set(all))
    ground.exchange("b.jpg", "a.jpg")
    ground.exchange("way", "two")
    _ = try observer.takeLogToEnd()
    #expect(observer.known == Set(ground.files() + ["way/1.jpg", "way/deep/2.jpg"]))
  }
}
