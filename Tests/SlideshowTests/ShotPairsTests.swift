import SystemPackage
import Testing

@testable import Slideshow

@Suite struct ShotPairsTests {
  private let jpeg: FilePath = "/c/IMG_1.JPG"
  private let raw: FilePath = "/c/IMG_1.CR3"

  private func added(_ path: FilePath, isNew: Bool = true) -> WatchEvent {
    .added(path, nil, isNew: isNew)
  }

  @Test("of a raw file and a JPEG one is shown, whichever comes first", arguments: [true, false])
  func pairs(preferringJPEG: Bool) {
    let (first, second) = preferringJPEG ? (jpeg, raw) : (raw, jpeg)
    var pairs = ShotPairs(preferring: preferringJPEG ? .jpeg : .raw)
    #expect(pairs.take(added(first)) == [added(first)])
    #expect(pairs.take(added(second)) == [])
    pairs = ShotPairs(preferring: preferringJPEG ? .jpeg : .raw)
    #expect(pairs.take(added(second)) == [added(second)])
    #expect(pairs.take(.replaced(second, nil)) == [.replaced(second, nil)])
    #expect(pairs.take(added(first)) == [.removed(second), added(first)])
    #expect(pairs.take(.replaced(second, nil)) == [])
    #expect(pairs.take(.replaced(first, nil)) == [.replaced(first, nil)])
    #expect(pairs.take(.removed(first)) == [.removed(first), added(second, isNew: false)])
    #expect(pairs.take(.removed(second)) == [.removed(second)])
    #expect(pairs.take(added(first)) == [added(first)])
  }

  @Test("the one that is left out may go, and come again, unseen")
  func unseen() {
    var pairs = ShotPairs(preferring: .jpeg)
    _ = pairs.take(added(jpeg))
    #expect(pairs.take(added(raw)) == [] && pairs.take(.removed(raw)) == [])
    #expect(pairs.take(.removed(jpeg)) == [.removed(jpeg)])
    #expect(pairs.take(added(raw)) == [added(raw)])
  }

  @Test("files of other names, folders and kinds are pictures of their own")
  func others() {
    var pairs = ShotPairs(preferring: .jpeg)
    for path in [jpeg, "/d/IMG_1.CR3", "/c/IMG_2.CR3", "/c/IMG_1.png", "/c/IMG_1", "/c/img_1.nef"] {
      #expect(pairs.take(added(path)) == [added(path)])
    }
    #expect(pairs.take(.scanned) == [.scanned] && pairs.take(.overflow) == [.overflow])
  }

  @Test("what was shown and what is there agree after any order of events")
  func chaos() {
    var random = SystemRandomNumberGenerator()
    let names: [FilePath] = ["/a.jpg", "/a.nef", "/a.heic", "/b.JPG", "/b.dng", "/b.arw", "/c.png"]
    // Files of one shot, on either side; nil for what has none.
    let shots = names.map { $0.extension == "png" ? nil : $0.stem }
    let areRaw = names.map { ["nef", "dng", "arw"].contains($0.extension) }
    for preferred in ShotPairs.Side.allCases {
      var pairs = ShotPairs(preferring: preferred)
      var (there, shown): (Set<FilePath>, Set<FilePath>) = ([], [])
      for _ in 0..<2000 {
        guard let path = names.randomElement(using: &random) else { return }
        let isThere = there.contains(path)
        let event: WatchEvent =
          !isThere
          ? added(path) : Bool.random(using: &random) ? .removed(path) : .replaced(path, nil)
        if case .removed = event { there.remove(path) } else { there.insert(path) }
        for news in pairs.take(event) {
          switch news {
          case .added(let path, _, _): #expect(shown.insert(path).inserted)
          case .removed(let path): #expect(shown.remove(path) != nil)
          default: break
          }
        }
        let present = names.indices.filter { there.contains(names[$0]) }
        let expected = Set(
          present.filter { one in
            guard let shot = shots[one] else { return true }
            return areRaw[one] == (preferred == .raw)
              || !present.contains { shots[$0] == shot && areRaw[$0] != areRaw[one] }
          }.map { names[$0] })
        #expect(shown == expected)
      }
    }
  }
}
