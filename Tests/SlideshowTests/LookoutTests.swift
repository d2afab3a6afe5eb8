import SystemPackage
import Testing

@testable import Slideshow

/// File systems that do not answer, without a file system.
@Suite struct LookoutTests {
  /// Plays the processes for a lookout, and the clock.
  private struct World {
    var lookout: Lookout
    var now = Duration.seconds(100)
    var effects: [Lookout.Effect] = []
    var started: [(number: Lookout.ProcessNumber, options: DirectoryWatcher.Options)] = []

    init(_ directories: [FilePath], mounts: [FilePath] = ["/"]) {
      var options = DirectoryWatcher.Options()
      options.directories = directories
      lookout = Lookout(options) { path in
        mounts.filter { path.starts(with: $0) }.max { $0.components.count < $1.components.count }
      }
      tell([.time])
    }

    mutating func tell(_ inputs: [Lookout.Input]) {
      effects = lookout.take(inputs, at: now, stamp: Int64(now / .nanoseconds(1)))
      for case .start(let number, let options) in effects { started.append((number, options)) }
    }

    /// The newest process that was started.
    var newest: Lookout.ProcessNumber { started[started.count - 1].number }
    /// The one before it.
    var previous: Lookout.ProcessNumber { started[started.count - 2].number }

    mutating func say(_ messages: LookoutMessage..., by number: Lookout.ProcessNumber? = nil) {
      tell(messages.map { .said(number ?? newest, $0) })
    }

    mutating func pass(_ duration: Duration) {
      now += duration
      tell([.time])
    }

    var told: [WatchEvent] {
      effects.compactMap { if case .tell(let event) = $0 { event } else { nil } }
    }
    var log: [String] {
      effects.compactMap { effect in
        if case .log(let path, let words) = effect { "\(path) \(words)" } else { nil }
      }
    }
  }

  private static func added(
    _ path: FilePath, at moment: Int64 = 0, isNew: Bool = false
  ) -> WatchEvent {
    .added(path, FileStamp(modified: moment, byteCount: 1), isNew: isNew)
  }

  @Test("a watcher that rests may be silent for ever, and no time is set")
  func resting() {
    var world = World(["/a"])
    #expect(world.started.count == 1 && world.lookout.deadline == nil)
    world.say(.looking("/a"), .happened(Self.added("/a/1")), .happened(.scanned), .resting)
    #expect(world.told == [Self.added("/a/1"), .scanned])
    #expect(world.lookout.deadline == nil)
    world.pass(.seconds(100_000))
    #expect(world.effects.isEmpty)
  }

  @Test("a look that goes on is waited for, whatever it takes in all")
  func slow() {
    var world = World(["/a"])
    for _ in 0..<20 {
      world.say(.looking("/a"))
      world.pass(.milliseconds(1900))
      #expect(world.effects.isEmpty)
    }
  }

  @Test("what does not answer is told of once, leaves the show, and the rest goes on")
  func hung() {
    var world = World(["/a", "/b"])
    world.say(.happened(Self.added("/a/1")), .happened(Self.added("/b/1")), .happened(.scanned))
    world.say(.looking("/b"))
    world.pass(.seconds(2))
    #expect(world.log == ["/b does not answer; going on without it"])
    #expect(world.told == [.removed("/b/1")])
    #expect(world.effects.first == .end(Lookout.ProcessNumber(rawValue: 1)))
    let (watcher, scout) = (world.previous, world.newest)
    #expect(world.started[1].options.silent == ["/b"])
    #expect(world.started[2].options.directories == ["/b"])
    // The new watcher finds what is known already: no news.
    world.say(
      .looking("/a"), .happened(Self.added("/a/1")), .happened(.scanned), .resting, by: watcher)
    #expect(world.told.isEmpty)
    world.say(.looking("/b"), by: scout)
    world.pass(.seconds(1000))
    #expect(world.effects.isEmpty)
  }

  @Test("once it answers it belongs to the show again, with what has changed meanwhile")
  func back() {
    var world = World(["/a", "/b"])
    world.say(.happened(Self.added("/a/1")), .happened(Self.added("/b/1")), .happened(.scanned))
    world.say(.looking("/b"))
    world.pass(.seconds(2))
    world.say(.looking("/b"), .happened(Self.added("/b/1")), .resting)
    #expect(world.log == ["/b answers again"])
    #expect(world.started.last?.options.silent == [])
    #expect(world.told.isEmpty)
    world.say(
      .happened(Self.added("/a/1", at: 5)), .happened(Self.added("/a/2", isNew: true)),
      .happened(Self.added("/b/1")), .happened(Self.added("/b/2")), .happened(.scanned), .resting)
    #expect(
      world.told == [
        .replaced("/a/1", FileStamp(modified: 5, byteCount: 1)), Self.added("/a/2", isNew: true),
        Self.added("/b/1"), Self.added("/b/2"),
      ])
  }

  @Test("what was deleted while nobody looked is gone once all has been looked at")
  func swept() {
    var world = World(["/a", "/b"])
    world.say(.happened(Self.added("/a/1")), .happened(Self.added("/a/2")), .happened(.scanned))
    world.say(.looking("/b"))
    world.pass(.seconds(2))
    world.say(.happened(Self.added("/a/2")), .happened(.scanned), by: world.previous)
    #expect(world.told == [.removed("/a/1")])
  }

  @Test("with a directory all of its file system is passed over, but not the root's")
  func mounts() {
    var world = World(["/net/a", "/net/b", "/c"], mounts: ["/", "/net"])
    world.say(.happened(Self.added("/net/b/1")), .looking("/net/a"))
    world.pass(.seconds(2))
    #expect(world.started[1].options.silent == ["/net"])
    #expect(world.told == [.removed("/net/b/1")])
    world.say(.looking("/c"), by: world.previous)
    world.pass(.seconds(2))
    #expect(world.started[3].options.silent == ["/net", "/c"])
  }

  @Test("a look at a file is answered, also by the watcher that takes the place of a hung one")
  func asked() {
    var world = World(["/a", "/b"])
    world.say(.resting)
    world.tell([.look(1, "/a/1"), .look(2, "/b/1")])
    let first = world.newest
    #expect(world.effects == [.ask(first, 1, "/a/1"), .ask(first, 2, "/b/1")])
    world.say(.looking("/a"), .found(1, .picture), .looking("/b"))
    #expect(world.effects == [.answer(1, .picture)])
    world.tell([.look(3, "/a/3")])
    world.pass(.seconds(2))
    #expect(world.effects.contains(.answer(2, nil)))
    #expect(world.effects.contains(.ask(world.previous, 3, "/a/3")))
    world.tell([.look(4, "/b/4")])
    #expect(world.effects == [.answer(4, nil)])
  }

  @Test("a watcher that never takes up a request is given up as well")
  func unheard() {
    var world = World(["/a"])
    world.say(.resting)
    world.tell([.look(1, "/a/1")])
    world.pass(.seconds(2))
    #expect(world.log == ["/a does not answer; going on without it"])
    #expect(world.effects.contains(.answer(1, nil)))
  }

  @Test("a watcher that was killed is replaced after a moment, and so is a scout")
  func killed() {
    var world = World(["/a"])
    world.say(.happened(Self.added("/a/1")), .happened(.scanned), .resting)
    world.tell([.ended(world.newest)])
    #expect(world.effects.isEmpty)
    world.tell([.look(1, "/a/1")])
    world.pass(.seconds(1))
    #expect(world.started.count == 2)
    #expect(world.effects.last == .ask(world.newest, 1, "/a/1"))
    world.pass(.seconds(2))
    #expect(world.started.count == 4)
    world.tell([.ended(world.newest)])
    world.pass(.seconds(1))
    #expect(world.started.count == 5 && world.started[4].options.directories == ["/a"])
  }

  @Test("what falls silent again and again is waited for longer each time")
  func relapses() {
    var world = World(["/a"])
    var delays: [Int] = []
    for _ in 0..<7 {
      world.say(.looking("/a"))
      world.pass(.seconds(2))
      var delay = 0
      while world.lookout.hung[0].scout == nil {
        world.pass(.seconds(1))
        delay += 1
      }
      delays.append(delay)
      world.say(.resting)
    }
    #expect(delays == [0, 2, 4, 8, 16, 32, 60])
  }

  private static func places(_ names: String...) -> [NamedPlace] {
    names.map { NamedPlace(FilePath($0), mayBecomeDirectory: false) }
  }

  private static func list() -> World {
    var options = DirectoryWatcher.Options()
    options.list = .beginning
    var world = World(["/a"])
    world.lookout = Lookout(options) { _ in nil }
    world.started = []
    world.tell([.time])
    return world
  }

  @Test("what a list names is passed on, once, and nothing more is taken before that is heard")
  func named() {
    var world = Self.list()
    #expect(world.lookout.takesNames)
    world.tell([.named(Self.places("/1", "/2"), isEnd: false)])
    #expect(world.effects == [.pass(world.newest, Self.places("/1", "/2"), .beginning)])
    #expect(!world.lookout.takesNames)
    world.say(.listed)
    #expect(world.lookout.takesNames)
    world.tell([.named(Self.places("/2"), isEnd: false)])
    #expect(world.effects.isEmpty)
    world.tell([.named([], isEnd: true)])
    #expect(world.effects == [.pass(world.newest, [], .ended)])
    world.say(.listed)
    #expect(!world.lookout.takesNames && world.lookout.deadline == nil)
  }

  @Test("a list has paused when it names nothing for half a second, also if it never began")
  func pause() {
    var world = Self.list()
    world.pass(.milliseconds(400))
    world.tell([.named(Self.places("/1"), isEnd: false)])
    world.say(.listed)
    world.pass(.milliseconds(400))
    #expect(world.effects.isEmpty)
    world.pass(.milliseconds(100))
    #expect(world.effects == [.pass(world.newest, [], .open)])
    #expect(world.lookout.deadline == nil, "from then on no clock runs")
    var empty = Self.list()
    empty.pass(.milliseconds(500))
    #expect(empty.effects == [.pass(empty.newest, [], .open)])
  }

  @Test("a watcher that takes the place of another is told all that a list has named")
  func successor() {
    var world = Self.list()
    world.tell([.named(Self.places("/1"), isEnd: false)])
    world.tell([.ended(world.newest)])
    #expect(!world.lookout.takesNames)
    world.tell([.named(Self.places("/2"), isEnd: true)])
    #expect(world.effects.isEmpty)
    world.pass(.seconds(1))
    #expect(world.started.last?.options.listed == Self.places("/1", "/2"))
    #expect(world.started.last?.options.list == .ended)
  }

  @Test("what its watcher has forgotten of a list no later one is told, unless it is named again")
  func forgotten() {
    var world = Self.list()
    world.tell([.named(Self.places("/1", "/2", "/3"), isEnd: false)])
    world.say(.listed, .happened(.forgotten(Self.places("/1", "/3"))))
    #expect(world.told.isEmpty)
    world.tell([.named(Self.places("/2", "/3"), isEnd: false)])
    #expect(world.effects == [.pass(world.newest, Self.places("/3"), .beginning)])
    world.tell([.ended(world.newest)])
    world.pass(.seconds(1))
    #expect(world.started.last?.options.listed == Self.places("/2", "/3"))
  }
}
