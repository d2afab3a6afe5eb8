import TestSupport
import Testing

@testable import Slideshow

/// What gets another name where no event tells of it.
@Suite struct PolledRenameTests {
  private let ground: Folder
  private let observer: Observer

  init() throws {
    ground = try Folder(.memory, holding: "1.jpg", "2.jpg", "sub/deep/3.jpg", "sub/4.jpg")
    for name in ground.files() { ground.setTime(of: name, to: 1_000_000_000) }
    observer = try Observer(scanned: ground) {
      $0.isRecursive = true
      $0.assumedFileSystem = "NFS"
    }
    _ = observer.takeLog()
  }

  /// Waits until a file that comes now is told of, and so what has happened before: polls look at
  /// all directories.
  private func settle() throws -> [String] {
    ground.write("end.jpg")
    try observer.wait(for: "new: end.jpg")
    ground.delete("end.jpg")
    try observer.wait(for: "removed: end.jpg")
    return observer.takeLog().filter { !$0.hasSuffix("end.jpg") }
  }

  @Test("a file is moved, to a free name, over another file and into other directories")
  func files() throws {
    ground.rename("1.jpg", "a.jpg")
    #expect(try settle() == ["moved: 1.jpg a.jpg"])
    ground.rename("a.jpg", "2.jpg")
    #expect(try settle() == ["moved: a.jpg 2.jpg"])
    ground.rename("2.jpg", "sub/deep/2.jpg")
    #expect(try settle() == ["moved: 2.jpg sub/deep/2.jpg"])
    ground.rename("sub/deep/2.jpg", "2.jpg")
    #expect(try settle() == ["moved: sub/deep/2.jpg 2.jpg"])
    #expect(observer.known == ["2.jpg", "sub/deep/3.jpg", "sub/4.jpg"])
  }

  @Test("a file that is closed under one name and gets another at once is told of once")
  func temporary() throws {
    ground.write("shot.jpg.Xy12Ab")
    observer.waitForPoll()
    ground.rename("shot.jpg.Xy12Ab", "shot.jpg")
    #expect(try settle() == ["new: shot.jpg"])
    ground.rename("shot.jpg", "shot.part")
    #expect(try settle() == ["removed: shot.jpg"])
    ground.rename("shot.part", "shot.jpg")
    #expect(try settle() == ["new: shot.jpg"])
  }

  @Test("files that take each other's names in a row are told of from its end")
  func row() throws {
    ground.rename("sub/4.jpg", "sub/3.jpg")
    ground.rename("2.jpg", "3.jpg")
    ground.rename("1.jpg", "2.jpg")
    ground.write("1.jpg", "another")
    #expect(
      try settle() == [
        "moved: 2.jpg 3.jpg", "moved: 1.jpg 2.jpg", "moved: sub/4.jpg sub/3.jpg", "new: 1.jpg",
      ])
  }

  @Test("files that change names with each other are both there")
  func exchange() throws {
    ground.rename("1.jpg", ".aside")
    ground.rename("2.jpg", "1.jpg")
    ground.rename(".aside", "2.jpg")
    let log = try settle()
    #expect(log == ["moved: 1.jpg 2.jpg", "there: 1.jpg"])
  }

  @Test("a directory takes its files along, of which others are told as ever")
  func directories() throws {
    ground.rename("sub", "day")
    ground.write("day/deep/5.jpg")
    #expect(
      try settle() == [
        "moved: sub/4.jpg day/4.jpg", "moved: sub/deep/3.jpg day/deep/3.jpg", "new: day/deep/5.jpg",
      ])
    ground.write("day/4.jpg", "again")
    ground.rename("day/deep/3.jpg", "3.jpg")
    ground.deleteTree("day/deep")
    let log = try settle()
    #expect(
      log.sorted() == [
        "moved: day/deep/3.jpg 3.jpg", "removed: day/deep/5.jpg", "replaced: day/4.jpg",
      ])
  }

  @Test("a link and a copy beside a file are files of their own")
  func copies() throws {
    ground.link("1.jpg", "a.jpg")
    #expect(try settle() == ["new: a.jpg"])
    ground.delete("1.jpg")
    #expect(try settle() == ["removed: 1.jpg"])
  }

  @Test(
    "a file of another number that looks alike is the one that has gone, if what it holds says so",
    arguments: [1, 2])
  func alike(count: Int) throws {
    for number in 1...count {
      ground.write("copy\(number).jpg")
      ground.setTime(of: "copy\(number).jpg", to: 1_000_000_000)
      ground.delete("\(number).jpg")
    }
    // Which is which cannot be told of two.
    let log = try settle()
    #expect(
      log.sorted()
        == (count == 1
          ? ["moved: 1.jpg copy1.jpg", "replaced: copy1.jpg"]
          : ["new: copy1.jpg", "new: copy2.jpg", "removed: 1.jpg", "removed: 2.jpg"]))
  }

  @Test("a file that one look does not see stays")
  func flicker() throws {
    ground.rename("1.jpg", ".aside")
    observer.waitForPoll()
    ground.rename(".aside", "1.jpg")
    #expect(try settle() == [])
  }
}
