import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Linux
@testable import Slideshow

@Suite struct FormerFilesTests {
  private static func files(_ numbers: Range<Int>) -> FormerFiles.Files {
    Dictionary(
      uniqueKeysWithValues: numbers.map { (FilePath("\($0)"), .seen(Int64($0))) })
  }

  private static func files(_ count: Int) -> FormerFiles.Files { files(0..<count) }

  @Test("what a directory held is given back once, and that of the last time counts")
  func once() {
    var former = FormerFiles(keeping: 10)
    former.keep(Self.files(3), of: "/a")
    former.keep(Self.files(2), of: "/a")
    #expect(former.take("/a").count == 2 && former.take("/a").isEmpty && former.take("/b").isEmpty)
  }

  @Test("of many directories those that went last are remembered, and of huge ones none")
  func bounded() {
    var former = FormerFiles(keeping: 10)
    for name in ["/a", "/b", "/c"] as [FilePath] { former.keep(Self.files(4), of: name) }
    former.keep(Self.files(11), of: "/d")
    #expect(former.take("/a").isEmpty && former.take("/d").isEmpty)
    #expect(former.take("/b").count == 4 && former.take("/c").count == 4)
    for number in 0..<1000 { former.keep(Self.files(4), of: FilePath("/\(number)")) }
    #expect(former.take("/998").count == 4 && former.take("/997").isEmpty)
  }

  @Test("a card that holds other names each time has those of the last time remembered")
  func absent() {
    var former = FormerFiles(keeping: 10)
    for time in 0..<100 {
      let now = Self.files(time * 4..<(time + 1) * 4)
      former.keep(now, absent: former.take("/card"), of: "/card")
    }
    #expect(former.take("/card") == Self.files(390..<400))
    former.keep([:], absent: Self.files(3), of: "/empty")
    former.keep([:], of: "/nothing")
    #expect(former.take("/empty").count == 3 && former.take("/nothing").isEmpty)
  }

  @Test("a file that has the name of another one in a folder that comes back is new, stamps or not")
  func reusedNames() throws {
    let ground = try Folder(.memory, holding: "w/kept.jpg", "w/reused.jpg")
    while Clock.fileStamp() <= ground.changed("w/reused.jpg") { usleep(1000) }
    let observer = try Observer(scanned: ground) { $0.directories = [ground.filePath("w")] }
    ground.rename("w", "away")
    try observer.wait("nothing") { observer.known.isEmpty }
    ground.makeDirectory("w")  // as where a card is mounted
    try observer.waitUntilQuiet()
    ground.delete("away/reused.jpg")
    ground.write("away/reused.jpg")
    _ = observer.takeLog()
    ground.deleteTree("w")
    ground.rename("away", "w")
    try observer.wait("both") { observer.known.count == 2 }
    let added = observer.takeLog().filter { $0.hasSuffix(".jpg") }
    #expect(Set(added) == ["there: w/kept.jpg", "new: w/reused.jpg"])
  }

  @Test("a file is the one that was there by its stamp, or if it has not changed since")
  func same() {
    let stamp = FileStamp(modified: 5, byteCount: 1)
    let other = FileStamp(modified: 5, byteCount: 2)
    let stamped = FormerFiles.Former.stamped(stamp)
    #expect(stamped.isSame(stamp, changed: 99) && !stamped.isSame(other, changed: 0))
    let seen = FormerFiles.Former.seen(10)
    #expect(seen.isSame(other, changed: 9) && !seen.isSame(other, changed: 10))
  }
}
