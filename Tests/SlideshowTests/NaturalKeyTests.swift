import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

@Suite struct NaturalKeyTests {
  @Test("names sort as people expect")
  func order() {
    let sorted = [
      "2.jpg", "10.jpg", "a/z.jpg", "A.jpg", "a-1.jpg", "a b/1.jpg", "B.jpg", "b2.jpg", "b10.jpg",
      "b10a.jpg", "img.jpg", "img-2.jpg", "img1.jpg", "img_1.jpg", "img12345678901234567890123.jpg",
      "x9y9.jpg", "x9y10.jpg", "x10y1.jpg", "Ärger.jpg", "ärger2.jpg", "Öl.jpg",
    ]
    // Spelled out where the plain order of bytes and the one wanted differ.
    #expect(before("2.jpg", "10.jpg"))
    #expect(before("b2.jpg", "B10.jpg"))
    #expect(before("img.jpg", "img-2.jpg"))
    #expect(before("x9y10.jpg", "x10y1.jpg"))
    #expect(before("a/z.jpg", "a b/1.jpg"))
    #expect(before("Ärger.jpg", "ärger2.jpg"))
    #expect(before("7.jpg", "12345678901234567890123.jpg"))
    var random = SeededGenerator(seed: 1)
    let once = sorted.shuffled(using: &random).sorted(by: before)
    #expect(once == sorted.shuffled(using: &random).sorted(by: before))
  }

  @Test("different names never count as one, however alike")
  func total() {
    let names = ["a1", "A1", "a01", "a001", "A01", "a1/", "ä", "Ä", "a.1", "a"]
    for left in names {
      for right in names where FilePath(left) != FilePath(right) {
        #expect(before(left, right) != before(right, left), "\(left), \(right)")
      }
    }
  }

  private func before(_ left: String, _ right: String) -> Bool {
    key(left) < key(right)
  }

  private func key(_ path: String) -> OrderKey {
    OrderKey(name: NaturalKey(FilePath(path)), path: FilePath(path))
  }
}
