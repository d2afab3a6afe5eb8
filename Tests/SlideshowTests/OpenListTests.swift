import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// Places that a list names while they are watched.
@Suite("Open lists") struct OpenListTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    folder.makeDirectory("album")
    for name in ["a.png", "b.png", "c.png", "album/d.png"] { try folder.write([1], to: name) }
  }

  private func places(_ names: String...) -> [NamedPlace] {
    names.map { NamedPlace(folder.filePath($0), mayBecomeDirectory: false) }
  }

  private func observer(_ names: [NamedPlace] = []) throws -> Observer {
    try Observer(folder) {
      $0.directories = []
      $0.places = names
      $0.list = .beginning
    }
  }

  @Test("what a list begins with was there, what it names later is new, and its end is told")
  func course() throws {
    let observer = try observer()
    observer.watcher.add(places("b.png"), list: .beginning)
    try observer.wait(for: "there: b.png")
    #expect(observer.takeLog() == ["there: b.png"])
    observer.watcher.add([], list: .open)
    try observer.wait(for: "gathered")
    observer.watcher.add(places("a.png", "b.png"), list: .open)
    try observer.wait(for: "new: a.png")
    observer.watcher.add(places("album"), list: .ended)
    try observer.waitUntilScanned()
    #expect(observer.takeLog() == ["gathered", "new: a.png", "new: album/d.png", "scanned"])
  }

  @Test("what is named with the end of a list that has not paused was there from the start")
  func quick() throws {
    let observer = try observer(places("c.png"))
    observer.watcher.add(places("a.png"), list: .ended)
    try observer.waitUntilScanned()
    #expect(observer.known == ["a.png", "c.png"])
    #expect(!observer.log.contains { $0.hasPrefix("new") || $0 == "gathered" })
  }

  @Test("what is named and not there is shown when it comes, and leaves when it goes")
  func later() throws {
    let observer = try observer()
    observer.watcher.add(places("late.png", "none/x.png"), list: .open)
    try observer.wait(for: "gathered")
    try folder.write([1], to: "late.png")
    try observer.wait(for: "new: late.png")
    folder.makeDirectory("none")
    try folder.write([1], to: "none/x.png")
    try observer.wait("the other") { observer.known == ["late.png", "none/x.png"] }
    folder.delete("late.png")
    try observer.wait(for: "removed: late.png")
  }

  @Test("names one by one cost a look each, and not one at all that were named before")
  func costs() throws {
    let observer = try observer()
    var looks = 0
    observer.watcher.stillLooks = { looks += 1 }
    let names = (0..<300).map { "\($0).png" }
    for name in names { try folder.write([1], to: name) }
    observer.watcher.add([], list: .open)
    for name in names {
      observer.watcher.add(places(name), list: .open)
      observer.takeEvents()
    }
    try observer.wait("all") { observer.known.count == names.count }
    #expect(looks <= 2 * names.count)
  }

  @Test("names of what is not there for long are forgotten, while more come")
  func forgotten() throws {
    let observer = try Observer(folder) {
      $0.directories = []
      $0.files = [folder.filePath("own.png")]
      $0.list = .beginning
    }
    let watcher = observer.watcher
    watcher.listedNames = ListedNames(keepingAbsent: 8)
    observer.takeEvents()
    watcher.add(places("own.png", "a.png", "b.png", "album"), list: .open)
    try observer.wait("they are there") { observer.known == ["a.png", "b.png", "album/d.png"] }
    folder.delete("b.png")
    try observer.wait(for: "removed: b.png")
    for number in 0..<8 {
      watcher.add(places("none/\(number).png", "n\(number)/x.png"), list: .open)
      observer.takeEvents()
    }
    try observer.wait("the oldest is forgotten") {
      observer.log.contains { $0.hasPrefix("forgotten: b.png none/0.png") }
    }
    #expect(watcher.roots.count < 14 && watcher.rootsOfFiles.count == watcher.roots.count - 1)
    // What is waited for still comes, and nothing else.
    for name in ["b.png", "own.png", "c.png"] { try folder.write([1], to: name) }
    folder.makeDirectory("none")
    try folder.write([1], to: "none/0.png")
    try folder.write([1], to: "none/7.png")
    let present: Set = ["a.png", "album/d.png", "own.png", "none/7.png"]
    try observer.wait("they come") { observer.known.isSuperset(of: present) }
    #expect(observer.known == present)
    watcher.add(places("b.png"), list: .open)
    try observer.wait(for: "new: b.png")
  }

  @Test("once a list has ended nothing of it is forgotten")
  func kept() throws {
    let observer = try observer()
    observer.watcher.listedNames = ListedNames(keepingAbsent: 2)
    let names = (0..<20).map { "\($0).png" }
    observer.watcher.add(names.map { places($0)[0] }, list: .ended)
    try observer.waitUntilScanned()
    for name in names { try folder.write([1], to: name) }
    try observer.wait("all come") { observer.known == Set(names) }
  }

  @Test("a directory that is lost takes along what was named in it, and brings it back")
  func lost() throws {
    let observer = try observer()
    observer.watcher.add([], list: .open)
    observer.watcher.add(places("album/d.png"), list: .open)
    try observer.wait(for: "new: album/d.png")
    folder.rename("album", "else")
    try observer.wait(for: "removed: album/d.png")
    folder.rename("else", "album")
    try observer.wait("it is back") { observer.known == ["album/d.png"] }
  }
}
