import SystemPackage
import Testing

@testable import Slideshow

@Suite struct FormerFilesTests {
  private static func files(_ count: Int) -> FormerFiles.Files {
    Dictionary(uniqueKeysWithValues: (0..<count).map { (FilePath("\($0)"), FileStamp?.none) })
  }

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
}
