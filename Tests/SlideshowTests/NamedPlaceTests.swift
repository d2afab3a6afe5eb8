import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

@Suite("Named places") struct NamedPlaceTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    folder.makeDirectory("album")
    try folder.write([1], to: "album/b.png")
    try folder.write([1], to: "a.png")
  }

  private func observer(_ places: [NamedPlace]) throws -> Observer {
    try Observer(scanned: folder) {
      $0.directories = []
      $0.places = places
    }
  }

  private func place(_ name: String, mayBecomeDirectory: Bool = true) -> NamedPlace {
    NamedPlace(folder.filePath(name), mayBecomeDirectory: mayBecomeDirectory)
  }

  @Test("directories are watched, files shown", arguments: [true, false])
  func kinds(mayBecomeDirectory: Bool) throws {
    let places = ["album", "a.png"].map { place($0, mayBecomeDirectory: mayBecomeDirectory) }
    #expect(try observer(places).known == ["album/b.png", "a.png"])
  }

  @Test("what is not there may come as a directory")
  func later() throws {
    let observer = try observer([place("later")])
    folder.makeDirectory("later")
    try folder.write([1], to: "later/c.png")
    try observer.wait("the file in it") { observer.known == ["later/c.png"] }
  }

  @Test("what is not there may come as a file")
  func laterFile() throws {
    let observer = try observer([place("later"), place("last.png", mayBecomeDirectory: false)])
    try folder.write([1], to: "later")
    try folder.write([1], to: "last.png")
    try observer.wait("the files") { observer.known == ["later", "last.png"] }
  }

  @Test("what has come as a file is no directory that is missing, then or later")
  func fileIsNotMissing() throws {
    let observer = try observer([place("out.png")])
    #expect(observer.takeLog().contains("missing: out.png: No such file or directory"))
    for _ in 0..<2 {
      try folder.write([1], to: "new")
      rename(folder.path("new"), folder.path("out.png"))
      try observer.wait("the file") { observer.known == ["out.png"] }
      unlink(folder.path("out.png"))
      try observer.wait("its end") { observer.known.isEmpty }
    }
    let log = observer.takeLog()
    #expect(log.filter { $0.contains("missing") || $0.contains("back") } == ["back: out.png"])
  }

  @Test("another name counts where nothing has the first one")
  func alternative() throws {
    try folder.write([1], to: "odd.png\r")
    let places = ["odd.png", "a.png", "none.png"].map {
      NamedPlace(
        folder.filePath($0 + "\r"), alternative: folder.filePath($0), mayBecomeDirectory: false)
    }
    let observer = try observer(places)
    #expect(observer.known == ["odd.png\r", "a.png"])
    try folder.write([1], to: "none.png")
    try observer.wait("what comes") { observer.known.contains("none.png") }
  }

  @Test("a place that does not answer is not touched")
  func silent() throws {
    var asked: [FilePath] = []
    let observer = try Observer(folder) {
      $0.directories = []
      $0.places = [place("album"), place("a.png")]
      $0.silent = [folder.filePath("album")]
    }
    observer.watcher.willLook = { asked.append($0) }
    try observer.waitUntilScanned()
    #expect(observer.known == ["a.png"])
    #expect(!asked.contains(folder.filePath("album")))
  }
}
