import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// What becomes of a directory that is named by way of symbolic links.
@Suite struct LinkedDirectoryTests {
  @Test(
    "a link that goes, comes back and is turned elsewhere is followed", arguments: Place.allCases)
  func turned(_ place: Place) throws {
    let ground = try Self.albums(place)
    ground.symlink("one", "album")
    let observer = try Self.observer(of: "album", in: ground)
    #expect(observer.known == ["album/1.jpg"])
    ground.delete("album")
    try observer.wait("no files") { observer.known.isEmpty }
    ground.symlink("two", "album")
    try observer.wait("the second album") { observer.known == ["album/2.jpg"] }
    ground.symlink("one", "new")
    ground.rename("new", "album")
    try observer.wait("the first album") { observer.known == ["album/1.jpg"] }
    ground.write("one/more.jpg")
    try observer.wait(for: "new: album/more.jpg")
    try observer.waitUntilQuiet()
    #expect(!observer.watcher.hasTimer)
  }

  @Test("so is one in the middle of the path, and one that another leads to")
  func chained() throws {
    let ground = try Self.albums(.memory)
    ground.makeDirectory("far")
    ground.symlink("../one", "far/current")
    ground.symlink("far", "near")
    let observer = try Self.observer(of: "near/current", in: ground)
    #expect(observer.known == ["near/current/1.jpg"])
    ground.delete("far/current")
    try observer.wait("no files") { observer.known.isEmpty }
    ground.symlink(ground.path("album"), "far/current")
    ground.symlink("two", "album")
    try observer.wait("the second album") { observer.known == ["near/current/2.jpg"] }
    ground.makeDirectory("other")
    ground.symlink(ground.path("one"), "other/current")
    ground.symlink("other", "new")
    ground.rename("new", "near")
    try observer.wait("the first album") { observer.known == ["near/current/1.jpg"] }
  }

  @Test("a link that leads to nothing is followed once that is there")
  func dangling() throws {
    let ground = try Self.albums(.memory)
    ground.symlink("deep/er", "album")
    let observer = try Self.observer(of: "album", in: ground)
    #expect(observer.known.isEmpty)
    ground.makeDirectory("deep")
    ground.makeDirectory("deep/er")
    ground.write("deep/er/a.jpg")
    try observer.wait("its file") { observer.known == ["album/a.jpg"] }
  }

  @Test("links that lead round in a circle are no directory, and end no show")
  func circle() throws {
    let ground = try Self.albums(.memory)
    ground.symlink("b", "a")
    ground.symlink("a", "b")
    let observer = try Self.observer(of: "a", in: ground)
    #expect(observer.known.isEmpty)
    ground.delete("b")
    ground.symlink("two", "b")
    try observer.wait("its file") { observer.known == ["a/2.jpg"] }
  }

  private static func albums(_ place: Place) throws -> Folder {
    let ground = try Folder(place)
    for (album, file) in [("one", "1.jpg"), ("two", "2.jpg")] {
      ground.makeDirectory(album)
      ground.write("\(album)/\(file)")
    }
    return ground
  }

  private static func observer(of name: String, in ground: Folder) throws -> Observer {
    try Observer(scanned: ground) { $0.directories = [ground.filePath(name)] }
  }
}
