import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// What becomes of pictures that are symbolic links.
@Suite struct LinkedFileTests {
  private static func ground(_ place: Place = .memory) throws -> Folder {
    let ground = try Folder(place, holding: "show/", "far/t.png")
    ground.symlink(ground.path("far/t.png"), "show/link.png")
    return ground
  }

  /// Watches the directory of the links, or the link alone.
  private static func observer(in ground: Folder, asFile: Bool = false) throws -> Observer {
    try Observer(scanned: ground) {
      $0.directories = asFile ? [] : [ground.filePath("show")]
      $0.files = asFile ? [ground.filePath("show/link.png")] : []
    }
  }

  @Test(
    "one whose target is replaced or written anew is told of", arguments: Place.allCases,
    [false, true])
  func replaced(_ place: Place, asFile: Bool) throws {
    let ground = try Self.ground(place)
    let observer = try Self.observer(in: ground, asFile: asFile)
    #expect(observer.known == ["show/link.png"])
    ground.write("far/new", "other contents")
    ground.rename("far/new", "far/t.png")
    try observer.wait(for: "replaced: show/link.png")
    _ = observer.takeLog()
    ground.write("far/t.png", "again other contents")
    try observer.wait(for: "replaced: show/link.png")
    #expect(!observer.watcher.hasTimer)
  }

  @Test(
    "one whose target comes later joins, leaves with it, and comes back", arguments: [false, true])
  func late(asFile: Bool) throws {
    let ground = try Self.ground()
    ground.delete("far/t.png")
    let observer = try Self.observer(in: ground, asFile: asFile)
    #expect(observer.known.isEmpty)
    ground.write("far/t.png")
    try observer.wait(for: "new: show/link.png")
    ground.deleteTree("far")
    try observer.wait(for: "removed: show/link.png")
    _ = observer.takeLog()
    ground.makeDirectory("far")
    ground.write("far/t.png")
    try observer.wait(for: "new: show/link.png")
  }

  @Test("links that lead to links, and by way of linked directories, are followed")
  func chained() throws {
    let ground = try Self.ground()
    ground.makeDirectory("other")
    ground.write("other/t.png", "of another size")
    ground.symlink("far", "way")
    ground.symlink("../way/t.png", "show/b.png")
    ground.symlink("b.png", "show/c.png")
    let observer = try Self.observer(in: ground)
    #expect(observer.known == ["show/link.png", "show/b.png", "show/c.png"])
    ground.symlink("other", "new")
    ground.rename("new", "way")
    try observer.wait(for: "replaced: show/b.png")
    try observer.wait(for: "replaced: show/c.png")
    ground.write("other/t.png", "once more another size")
    try observer.wait("both again") {
      observer.log.filter { $0 == "replaced: show/c.png" }.count > 1
    }
  }

  @Test("one that is deleted, or turned into a file, has nothing to do with its target any more")
  func unlinked() throws {
    let ground = try Self.ground()
    let observer = try Self.observer(in: ground)
    ground.delete("show/link.png")
    try observer.wait(for: "removed: show/link.png")
    ground.write("show/link.png", "a file")
    try observer.wait(for: "new: show/link.png")
    _ = observer.takeLog()
    ground.write("far/t.png", "nobody's")
    ground.write("show/end.png")
    try observer.wait(for: "new: show/end.png")
    #expect(observer.takeLog() == ["new: show/end.png"])
  }

  @Test("links in a circle are no pictures, and end no show")
  func circle() throws {
    let ground = try Self.ground()
    ground.symlink("b.png", "show/a.png")
    ground.symlink("a.png", "show/b.png")
    let observer = try Self.observer(in: ground)
    #expect(observer.known == ["show/link.png"])
    ground.delete("show/b.png")
    ground.symlink("link.png", "show/b.png")
    try observer.wait(for: "new: show/a.png")
    try observer.wait(for: "new: show/b.png")
  }
}
