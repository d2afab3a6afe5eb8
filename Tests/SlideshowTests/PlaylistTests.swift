import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

@Suite struct PlaylistTests {
  private func playlist(
    _ names: [String], _ change: (inout Playlist.Options) -> Void = { _ in }
  ) -> Playlist {
    var options = Playlist.Options()
    change(&options)
    var list = Playlist(options)
    for (number, name) in names.enumerated() { list.add(name, Int64(number), isNew: false) }
    return list
  }

  @Test("the order is that of numbers, and loops")
  func loop() {
    var list = playlist(["10.jpg", "9.jpg", "B.jpg", "a.jpg"])
    #expect(list.shown(6) == ["9.jpg", "10.jpg", "a.jpg", "B.jpg", "9.jpg", "10.jpg"])
    #expect(list.position.description == "2/4")
  }

  @Test("once ends after the last picture, and an empty show waits")
  func once() {
    var list = playlist([]) { $0.isOnce = true }
    #expect(list.advance() == .stay)
    list.add("a", 1, isNew: false)
    list.add("b", 1, isNew: false)
    #expect(list.shown(2) == ["a", "b"])
    #expect(list.upcoming == .finished)
    list.remove("a")
    list.remove("b")
    #expect(list.advance() == .finished)
  }

  @Test("new pictures are shown next, in order of arrival; then the order goes on")
  func arrivals() {
    var list = playlist(["b", "d", "f"])
    #expect(list.shown(1) == ["b"])
    for name in ["z", "a", "e"] { list.add(name, 9, isNew: true) }
    list.remove("a")
    #expect(list.upcoming == .show("z"))
    #expect(list.shown(4) == ["z", "e", "d", "f"])
    #expect(list.shown(6) == ["b", "d", "e", "f", "z", "b"])
  }

  @Test("previous goes back over new pictures, and a newer one still comes next")
  func backOverArrivals() {
    var list = playlist(["b", "d"])
    #expect(list.shown(1) == ["b"])
    list.add("y", 9, isNew: true)
    list.add("z", 9, isNew: true)
    #expect(list.shown(2) == ["y", "z"])
    #expect(list.step(.previous) == .show("y"))
    #expect(list.step(.previous) == .show("b"))
    list.add("c", 9, isNew: true)
    #expect(list.shown(4) == ["c", "y", "z", "d"])
  }

  @Test("a picture on screen that is replaced is to be shown anew; another is not")
  func replaced() {
    var list = playlist(["a", "b"])
    #expect(list.shown(1) == ["a"])
    #expect(list.replace("a", nil) == true)
    #expect(list.replace("b", nil) == false)
    list.remove("a")
    #expect(list.add("a", nil, isNew: true) == true)
    #expect(list.shown(2) == ["b", "a"])
  }

  @Test("a show whose pictures all go and come back resumes where it was")
  func resumes() {
    let names = (1...9).map { "\($0).jpg" }
    for isShuffled in [false, true] {
      var list = playlist(names) { $0.isShuffled = isShuffled }
      let before = list.shown(4)
      for name in names { list.remove(FilePath(name)) }
      #expect(list.advance() == .stay)
      for name in names { list.add(name, 0, isNew: false) }
      #expect(Set(before + list.shown(5)) == Set(names))
    }
  }

  @Test("tethering shows the newest, then each new one, and nothing else")
  func newest() {
    var list = playlist(["old", "older", "newest"]) { $0.isNewestOnly = true }
    #expect(list.shown(1) == ["newest"])
    #expect(list.upcoming == .stay)
    list.add("first", -50, isNew: true)  // a copy with an old time
    list.add("second", -60, isNew: true)
    #expect(list.hasArrival)
    #expect(list.shown(2) == ["first", "second"])
    #expect(list.advance() == .stay)
    #expect(list.replace("old", FileStamp(modified: 3, byteCount: 1)) == false)
    #expect(list.hasArrival)
    #expect(list.shown(1) == ["old"])
    #expect(list.replace("old", FileStamp(modified: 4, byteCount: 1)) == true)
    #expect(!list.hasArrival)
    #expect(list.step(.next) == .show("second"))
    #expect(list.step(.last) == .show("older"))
    #expect(list.step(.next) == .stay)
    #expect(list.step(.first) == .show("old"))
    #expect(list.step(.previous) == .stay)
  }

  @Test("the start is the picture asked for", arguments: [false, true])
  func start(_ isShuffled: Bool) {
    let names = (1...9).map { "\($0)" }
    var list = playlist(names) {
      $0.isShuffled = isShuffled
      $0.start = ["5"]
    }
    let shown = list.shown(isShuffled ? 9 : 5)
    #expect(shown.first == "5")
    #expect(isShuffled ? Set(shown) == Set(names) : shown == ["5", "6", "7", "8", "9"])
  }

  @Test(
    "a shuffled round shows every picture once, and none twice in a row, whatever comes and goes",
    arguments: 0..<500)
  func shuffle(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var list = playlist((0..<Int.random(in: 2..<9, using: &random)).map { "\($0)" }) {
      $0.isShuffled = true
      $0.seed = seed
    }
    var shown: Set<FilePath> = []
    var due: Set<FilePath> = []
    var number = list.roundNumber
    for action in 0..<120 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: list.add("new\(action)", 0, isNew: true)
      case 1:
        guard list.count > 2, let path = list.round.randomElement(using: &random)?.path else {
          break
        }
        list.remove(path)
        due.remove(path)
      default:
        let (before, upcoming) = (list.current, list.upcoming)
        guard case .show(let path) = list.advance() else { continue }
        #expect(upcoming == .show(path))
        #expect(path != before)
        if list.roundNumber != number {
          #expect(due.subtracting(shown).isEmpty, "seed \(seed): never shown")
          (shown, due) = ([], Set(list.entries.filter { $0.value.place != nil }.keys))
          number = list.roundNumber
        }
        #expect(shown.insert(path).inserted, "seed \(seed): \(path) twice in a round")
      }
    }
  }

  @Test("rounds are shuffled differently, and previous goes back through them")
  func shuffledBack() {
    let names = (0..<30).map { "\($0)" }
    var list = playlist(names) { $0.isShuffled = true }
    let (first, second) = (list.shown(30), list.shown(30))
    #expect(first != second && Set(first) == Set(second))
    var back: [String] = []
    for _ in 0..<59 {
      if case .show(let path) = list.step(.previous) { back.append(String(decoding: path)) }
    }
    #expect(back == (first + second).dropLast().reversed())
  }

  @Test("a jump in a shuffled round leaves the others their turn")
  func shuffledJump() {
    let names = (0..<10).map { "\($0)" }
    var list = playlist(names) { $0.isShuffled = true }
    var shown = list.shown(3)
    let target = names.first { !shown.contains($0) } ?? ""
    #expect(list.step(.jump(FilePath(target))) == .show(FilePath(target)))
    #expect(list.step(.jump("nothing")) == .stay)
    shown += [target] + list.shown(6)
    #expect(Set(shown) == Set(names))
  }

  @Test("many at once are taken up like one by one", arguments: [false, true], [false, true])
  func bulk(_ isShuffled: Bool, _ isNewestOnly: Bool) {
    let names = (0..<40).map { "\($0)" }
    var single = playlist(Array(names[..<10])) {
      $0.isShuffled = isShuffled
      $0.isNewestOnly = isNewestOnly
    }
    for _ in 0..<3 { #expect(single.step(.next) != .stay) }
    single.add("new", 0, isNew: true)
    var many = single
    for name in names { single.add(name, 7, isNew: false) }
    many.add(contentsOf: names.map { (FilePath($0), FileStamp(modified: 7, byteCount: 1)) })
    #expect(many.position == single.position)
    #expect(many.shown(200) == single.shown(200))
  }

  @Test("a single picture stays")
  func single() {
    for isShuffled in [false, true] {
      var list = playlist(["a"]) { $0.isShuffled = isShuffled }
      #expect(list.advance() == .show("a"))
      #expect(list.advance() == .stay)
      #expect(list.step(.previous) == .stay)
      list.add("b", 1, isNew: false)
      #expect(list.advance() == .show("b"))
    }
  }

  @Test("100,000 pictures: any order can be built, changed and stepped through")
  func many() {
    let names = (0..<100_000).map { "IMG_\($0).jpg" }
    let clock = ContinuousClock()
    for isShuffled in [false, true] {
      var list = playlist([]) { $0.isShuffled = isShuffled }
      let pictures = names.map { (path: FilePath($0), stamp: FileStamp?.none) }
      let building = clock.measure { list.add(contentsOf: pictures) }
      let adding = clock.measure {
        for number in 0..<1000 { list.add("\(number).jpg", 0, isNew: number < 500) }
      }
      for number in 0..<500 { list.remove(FilePath("\(number).jpg")) }
      var steps: [Playlist.Outcome] = []
      let stepping = clock.measure { for _ in 0..<1000 { steps.append(list.advance()) } }
      let wrapping = clock.measure { _ = (list.step(.last), list.upcoming, list.advance()) }
      #expect(Set(steps).count == 1000)
      #expect(list.round.height <= 50)
      print(
        "shuffled \(isShuffled): \(building) to build, \(adding) to add 1000,",
        "\(stepping) to step 1000, \(wrapping) for a new round")
    }
  }
}

extension RankedSet {
  fileprivate func randomElement(using random: inout some RandomNumberGenerator) -> Element? {
    isEmpty ? nil : self[Int.random(in: 0..<count, using: &random)]
  }
}

extension Playlist {
  @discardableResult
  fileprivate mutating func add(_ name: String, _ modified: Int64, isNew: Bool) -> Bool {
    add(FilePath(name), FileStamp(modified: modified, byteCount: 1), isNew: isNew)
  }

  /// What so many steps show.
  fileprivate mutating func shown(_ count: Int) -> [String] {
    (0..<count).compactMap { _ in
      guard case .show(let path) = advance() else { return nil }
      return String(decoding: path)
    }
  }
}
