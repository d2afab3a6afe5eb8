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
    #expect(pairs.take(.removed(first)) == [.moved(first, to: second, nil)])
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

  @Test("a preferred file that cannot be shown gives way, until it changes")
  func refused() {
    var pairs = ShotPairs(preferring: .jpeg)
    #expect(pairs.take(added(jpeg)) == [added(jpeg)] && pairs.take(added(raw)) == [])
    #expect(pairs.refuse(raw) == [], "it is not what is shown")
    _ = pairs.take(.replaced(raw, nil))
    #expect(pairs.refuse(jpeg) == [added(raw)])
    #expect(pairs.take(.replaced(raw, nil)) == [.replaced(raw, nil)])
    #expect(pairs.take(.replaced(jpeg, nil)) == [.removed(raw), .replaced(jpeg, nil)])
    #expect(pairs.refuse(jpeg) == [added(raw)])
    #expect(pairs.take(.removed(jpeg)) == [] && pairs.take(.removed(raw)) == [.removed(raw)])
    #expect(pairs.refuse(jpeg) == [] && pairs.refuse("/c/x.png") == [])
    // Refused before the other one has come.
    _ = pairs.take(added(jpeg))
    #expect(pairs.refuse(jpeg) == [] && pairs.take(added(raw)) == [added(raw)])
  }

  @Test("a picture that gets its name late is the picture of its shot")
  func renamed() {
    let (one, other): (FilePath, FilePath) = ("/c/tmp1", "/c/IMG_1.JPG.Xy12Ab")
    var pairs = ShotPairs(preferring: .jpeg)
    // The raw file last: what was shown of it is the JPEG now.
    for path in [one, other] { #expect(pairs.take(added(path)) == [added(path)]) }
    #expect(pairs.take(.moved(other, to: jpeg, nil)) == [.moved(other, to: jpeg, nil)])
    #expect(pairs.take(.moved(one, to: raw, nil)) == [.moved(one, to: jpeg, nil)])
    #expect(pairs.take(.removed(jpeg)) == [.moved(jpeg, to: raw, nil)])
    // And first.
    pairs = ShotPairs(preferring: .jpeg)
    for path in [one, other] { _ = pairs.take(added(path)) }
    #expect(pairs.take(.moved(one, to: raw, nil)) == [.moved(one, to: raw, nil)])
    #expect(
      pairs.take(.moved(other, to: jpeg, nil))
        == [.moved(other, to: jpeg, nil), .moved(raw, to: jpeg, nil)])
    // One leaves its shot.
    #expect(
      pairs.take(.moved(jpeg, to: "/c/x", nil)) == [
        .moved(jpeg, to: "/c/x", nil), added(raw, isNew: false),
      ])
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
      var refused: Set<FilePath> = []
      for _ in 0..<2000 {
        guard let path = names.randomElement(using: &random),
          let other = names.randomElement(using: &random)
        else { return }
        let isThere = there.contains(path)
        let news: [WatchEvent]
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where isThere && path != other:
          there.remove(path)
          there.insert(other)
          refused.subtract([path, other])
          news = pairs.take(.moved(path, to: other, nil))
        case 1 where shown.contains(path) && path.extension != "png":
          shown.remove(path)  // as the show does
          refused.insert(path)
          news = pairs.refuse(path)
        case 2 where isThere:
          there.remove(path)
          refused.remove(path)
          news = pairs.take(.removed(path))
        default:
          there.insert(path)
          refused.remove(path)
          news = pairs.take(isThere ? .replaced(path, nil) : added(path))
        }
        for event in news {
          switch event {
          case .added(let path, _, _), .replaced(let path, _): shown.insert(path)
          case .removed(let path): shown.remove(path)
          case .moved(let path, let name, _):
            #expect(shown.remove(path) != nil)
            shown.insert(name)
          default: break
          }
        }
        let present = names.indices.filter { there.contains(names[$0]) }
        let good = present.filter { !refused.contains(names[$0]) }
        let expected = Set(
          good.filter { one in
            guard let shot = shots[one] else { return true }
            return areRaw[one] == (preferred == .raw)
              || !good.contains { shots[$0] == shot && areRaw[$0] != areRaw[one] }
          }.map { names[$0] })
        #expect(shown == expected)
      }
    }
  }
}
