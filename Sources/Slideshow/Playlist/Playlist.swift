package import SystemPackage

/// Which picture comes next; a value that knows no clock, no file and no screen.
///
/// A *round* shows every picture once, sorted or shuffled. A new picture makes a *detour*: it is
/// shown next, and has its turn of this round with that; from the next round on it stands in its
/// own place. Adding, removing and stepping take O(log n) steps, beginning a round O(n log n) at
/// most.
package struct Playlist: Sendable {
  /// What pictures are sorted by.
  package enum Order: String, CaseIterable, Sendable {
    /// By path, with numbers as numbers and without regard to case.
    case natural
    /// By path, byte by byte.
    case name
    /// The oldest first.
    case mtime
    /// The first one that a camera took first.
    case exif
    /// The smallest first.
    case size
  }

  package struct Options: Sendable {
    package var order = Order.natural
    package var isReversed = false
    /// Every round in an order of its own; `order` then counts for nothing.
    package var isShuffled = false
    /// One round, then `finished`.
    package var isOnce = false
    /// Tethering: the newest picture first, then each that arrives; nothing else moves the show.
    package var isNewestOnly = false
    /// Shown first, if it is there when the show begins: by the names that it may have, of which
    /// the first that a picture has counts.
    package var start: [FilePath] = []
    /// Where the chance of shuffling comes from.
    package var seed: UInt64 = 0

    package init() {}

    /// Whether a picture cannot be given a place without a stamp.
    package var needsStamps: Bool {
      isNewestOnly || !isShuffled && [.mtime, .exif, .size].contains(order)
    }

    /// Whether stamps are to say when pictures were taken.
    package var needsCaptureTimes: Bool { !isNewestOnly && !isShuffled && order == .exif }
  }

  struct Entry {
    var stamp: FileStamp?
    /// Nil while the picture is new and waits for its detour.
    var place: Place?
    /// Which arrival it was; zero for what was there from the start.
    var arrival: UInt64 = 0
  }

  let options: Options
  var entries: [FilePath: Entry] = [:]
  /// All pictures that have a place.
  var round = RankedSet<Place>()
  /// Makes a shuffled round differ from the one before.
  var roundNumber: UInt64 = 0
  /// Pictures that are out of their own place until the round ends.
  var displaced: Set<FilePath> = []
  /// With `isNewestOnly`, what was shown last of the pictures that were, as long as they are there.
  package internal(set) var contents: [FilePath: ContentsDigest] = [:]
  /// Pictures that were shown and may hold something else now, by the numbers of their arrivals.
  var doubts: [FilePath: UInt64] = [:]
  /// New pictures in order of arrival; those whose number is no longer their entry's are gone.
  var arrivals = Queue<Arrival>()
  /// The last number given to an arrival or a detour.
  var serial: UInt64 = 0
  /// Where the show stands; nil before the first picture of a round.
  var cursor: Place?
  /// Whether there ever was a picture.
  var hasBegun = false

  struct Arrival {
    var path: FilePath
    let number: UInt64
  }

  /// Notes what was shown of a picture.
  package mutating func note(_ contents: ContentsDigest?, of path: FilePath) {
    if options.isNewestOnly && contains(path) { self.contents[path] = contents }
  }

  /// The picture shown last; it may have been removed since.
  package internal(set) var current: FilePath?

  package init(_ options: Options) { self.options = options }

  package var count: Int { entries.count }

  /// All pictures, in no order.
  package var paths: some Collection<FilePath> { entries.keys }

  package func contains(_ path: FilePath) -> Bool { entries[path] != nil }

  /// Where the show stands, as in "12/340".
  package struct Position: Hashable, Sendable, CustomStringConvertible {
    /// From one; zero before the first picture.
    package let number: Int
    package let count: Int

    package var description: String { "\(number)/\(count)" }
  }

  package var position: Position {
    guard let cursor, count > 0 else { return Position(number: 0, count: count) }
    return Position(number: max(1, round.count(through: cursor)), count: count)
  }
}
