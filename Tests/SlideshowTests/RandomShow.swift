import SystemPackage
import TestSupport

@testable import Slideshow

/// A show whose files somebody writes, touches, renames and deletes at random.
struct RandomShow {
  var random: SeededGenerator
  var show: ShowTheatre
  /// The files that are there.
  private(set) var files: Set<String> = []
  /// What they may be called.
  let names: [String]
  private var bytes: UInt64 = 0

  init(
    seed: UInt64, names count: ClosedRange<Int>,
    _ change: (inout ShowSchedule.Options, inout SeededGenerator) -> Void
  ) {
    var random = SeededGenerator(seed: seed)
    var options = ShowSchedule.Options()
    change(&options, &random)
    show = ShowTheatre { $0 = options }
    names = (0..<Int.random(in: count, using: &random)).map { "\($0)" }
    self.random = random
    show.tell(.watched([.scanned]))
  }

  /// One of so many cases.
  mutating func chance(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  mutating func someName() -> String { names.randomElement(using: &random) ?? "0" }

  func path(_ name: String) -> FilePath { FilePath("/" + name) }

  func isBroken(_ name: String) -> Bool { show.broken.contains(path(name)) }

  /// The files that can be shown.
  var good: Set<String> { files.filter { !isBroken($0) } }

  /// What a file holds.
  func contents(of name: String) -> ContentsDigest {
    ContentsDigest(rawValue: show.contents[path(name)] ?? 0)
  }

  /// A file is written whole, with other bytes than any had before; or is closed with those that it
  /// has, where it can be.
  mutating func write(_ name: String, isBroken: Bool, isNew: Bool = true, isOther: Bool = true) {
    if isOther || isBroken != self.isBroken(name) {
      bytes += 1
      show.contents[path(name)] = bytes
    }
    if isBroken { show.broken.insert(path(name)) } else { show.broken.remove(path(name)) }
    if files.insert(name).inserted { show.add(name, isNew: isNew) } else { show.close(name) }
  }

  /// A file gets another name, perhaps in the place of another one.
  ///
  /// - Returns: the name; nil where nothing was to be done.
  mutating func rename(_ name: String) -> String? {
    let other = someName()
    guard other != name, files.remove(name) != nil else { return nil }
    files.insert(other)
    show.move(name, other)
    return other
  }

  mutating func remove(_ name: String) {
    if files.remove(name) != nil { show.remove(name) }
  }
}
