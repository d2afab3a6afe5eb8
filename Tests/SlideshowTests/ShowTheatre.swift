import SystemPackage
import Testing

@testable import Slideshow

/// Plays the children, the screen and the clock for a schedule, and checks its every effect.
struct ShowTheatre {
  struct Child {
    var path: FilePath
    /// What it was told was shown of it.
    let known: ContentsDigest?
    /// What it has read.
    var contents: ContentsDigest?
    var isHeld = false
    var isShowing = false
    /// Whether its picture moves.
    var plays = false
  }

  var schedule: ShowSchedule
  var now = Duration.zero
  /// Children that live, but for those that play an animation.
  var children: [ShowSchedule.ChildNumber: Child] = [:]
  var players: [ShowSchedule.ChildNumber: FilePath] = [:]
  /// All pictures that came on screen, in order.
  var shown: [String] = []
  var fades: [Duration] = []
  /// All children ever started.
  var started: [String] = []
  var log: [String] = []
  var isFinished = false
  /// How long each animation takes; what is not here does not move.
  var passes: [FilePath: Duration] = [:]
  /// How long a picture takes.
  var decoding = Duration.zero
  /// What cannot be decoded.
  var broken: Set<FilePath> = []
  /// What each file holds; nil for 0.
  var contents: [FilePath: UInt64] = [:]
  /// What the child that showed last had read.
  var onScreen: ContentsDigest?
  /// What was shown of each picture last; of one that has got the name of another, of both.
  var seen: [FilePath: Set<ContentsDigest>] = [:]
  /// What the show has said that it cannot show.
  var refused: [String] = []

  init(_ change: (inout ShowSchedule.Options) -> Void = { _ in }) {
    var options = ShowSchedule.Options()
    change(&options)
    schedule = ShowSchedule(options)
  }

  /// A show of pictures that were there from the start.
  init(of names: String, _ change: (inout ShowSchedule.Options) -> Void = { _ in }) {
    self.init(change)
    tell(.watched(Self.found(names) + [.scanned]))
  }

  static func found(_ names: String) -> [WatchEvent] {
    names.map { .added(FilePath("/\($0)"), FileStamp(modified: 0, byteCount: 1), isNew: false) }
  }

  mutating func tell(_ inputs: ShowSchedule.Input...) { tell(inputs) }

  mutating func tell(_ inputs: [ShowSchedule.Input]) {
    let count = refused.count
    for effect in schedule.take(inputs, at: now) { perform(effect) }
    #expect(children.count <= 1, "one child at a time")
    if refused.count > count { tell(.time) }
  }

  mutating func add(_ name: String, isNew: Bool = true) {
    tell(
      .watched([.added(FilePath("/" + name), FileStamp(modified: 0, byteCount: 1), isNew: isNew)]))
  }

  mutating func replace(_ name: String) {
    contents[FilePath("/" + name), default: 0] += 1
    close(name)
  }

  /// A file is closed after writing, with the bytes that it had.
  mutating func close(_ name: String) {
    tell(.watched([.replaced(FilePath("/" + name), FileStamp(modified: 1, byteCount: 1))]))
  }

  /// A file gets another name, in the place of what had that.
  mutating func move(_ name: String, _ newName: String) {
    let (path, newPath) = (FilePath("/" + name), FilePath("/" + newName))
    contents[newPath] = contents.removeValue(forKey: path)
    if let old = seen.removeValue(forKey: path) { seen[newPath, default: []].formUnion(old) }
    for (number, child) in children where child.path == path && child.isShowing {
      children[number]?.path = newPath
    }
    if broken.remove(path) != nil { broken.insert(newPath) } else { broken.remove(newPath) }
    tell(.watched([.moved(path, to: newPath, FileStamp(modified: 1, byteCount: 1))]))
  }

  mutating func remove(_ name: String) { tell(.watched([.removed(FilePath("/" + name))])) }

  private mutating func perform(_ effect: ShowSchedule.Effect) {
    #expect(!isFinished, "nothing comes after the end")
    switch effect {
    case .start(let number, let path, let known):
      #expect(children.isEmpty, "\(path) is started beside \(children)")
      #expect(
        known.map { seen[path]?.contains($0) ?? false } ?? true || known == onScreen,
        "\(path) is not passed over for what was never shown")
      children[number] = Child(path: path, known: known)
      started.append(path.lastComponent?.string ?? "")
    case .show(let number, let fade):
      #expect(children[number]?.isHeld == true, "only what is ready can be shown")
      children[number]?.isShowing = true
      fades.append(fade)
    case .drop(let number):
      let isKnown = children.removeValue(forKey: number) != nil
      let isPlayer = players.removeValue(forKey: number) != nil
      #expect(isKnown || isPlayer, "only what lives can be dropped")
    case .log(let path, let reason): log.append("\(path): \(reason)")
    case .refuse(let path): refused.append(path.lastComponent?.string ?? "")
    case .finish: isFinished = true
    }
  }

  /// The picture that a child decodes or holds, in brackets once it is held.
  var preparing: String? {
    children.values.first.map { child in
      let name = child.path.lastComponent?.string ?? ""
      return child.isHeld ? "[\(name)]" : name
    }
  }

  /// Lets the child answer.
  mutating func answer(_ answer: ShowSchedule.Answer) {
    guard let number = children.keys.first, let child = children[number] else {
      Issue.record("no child to answer \(answer)")
      return
    }
    switch answer {
    case .ready(let pass):
      children[number]?.isHeld = true
      children[number]?.plays = pass != nil
    case .shown:
      children[number] = nil
      onScreen = child.contents
      seen[child.path] = child.contents.map { [$0] }
      shown.append(child.path.lastComponent?.string ?? "")
      if child.plays { players[number] = child.path }
    case .read(let contents): children[number]?.contents = contents
    case .reading, .played: break
    default: children[number] = nil
    }
    tell(.child(number, answer))
  }

  /// Lets the child read its file; false if that holds what is on screen, and the child is done.
  @discardableResult
  mutating func read() -> Bool {
    guard let child = children.values.first else { return false }
    let contents = ContentsDigest(rawValue: contents[child.path] ?? 0)
    let isNews = child.known != contents
    answer(isNews ? .read(contents) : .unchanged)
    return isNews
  }

  /// Lets the child decode its picture, and show it if it is told to.
  mutating func decode() {
    guard let child = children.values.first, !child.isHeld else { return }
    if child.contents == nil, !read() { return }
    now += decoding
    if broken.contains(child.path) { return answer(.failed("is broken")) }
    answer(.ready(pass: passes[child.path]))
    show()
  }

  mutating func show() {
    if children.values.first?.isShowing == true { answer(.shown) }
  }

  /// Decodes and shows until the child holds a picture, or there is none.
  mutating func settle() {
    var rounds = 0
    while let child = children.values.first, !child.isHeld || child.isShowing {
      if child.isShowing { show() } else { decode() }
      rounds += 1
      guard rounds < 1000 else {
        Issue.record("the show does not settle")
        return
      }
    }
  }

  /// Lets time pass, with a turn at every deadline.
  mutating func pass(_ duration: Duration) {
    let end = now + duration
    while let deadline = schedule.deadline, deadline <= end {
      #expect(deadline > now, "a deadline lies ahead")
      now = deadline
      tell(.time)
      settle()
    }
    now = end
  }

  var shownText: String { shown.joined() }
}
