import SystemPackage
import TestSupport
import Testing

@testable import Slideshow

/// Random sequences of everything that can happen, with the theatre's checks at each effect.
@Suite struct ShowChaosTests {
  @Test(
    "after any sequence of events every good picture is shown, and none that is broken or gone",
    arguments: [UInt64(0), 1, 2, 3])
  func chaos(_ group: UInt64) {
    for seed in group * 500..<(group + 1) * 500 where !survives(seed) { return }
  }

  private struct World {
    var random: SeededGenerator
    var show: ShowTheatre
    var files: Set<String> = []
    var broken: Set<String> = []
    let names: [String]
  }

  private func survives(_ seed: UInt64) -> Bool {
    var random = SeededGenerator(seed: seed)
    var show = ShowTheatre { options in
      options.playlist.isShuffled = Bool.random(using: &random)
      options.playlist.seed = seed
      options.fade = .milliseconds(300)
    }
    let names = (0..<Int.random(in: 1..<8, using: &random)).map { "\($0)" }
    show.passes["/0"] = .seconds(3)
    show.tell(.watched([.scanned]))
    var world = World(random: random, show: show, names: names)
    for _ in 0..<60 { act(&world) }
    return checkEnd(&world, seed)
  }

  private func act(_ world: inout World) {
    let name = world.names.randomElement(using: &world.random) ?? "0"
    world.show.now += .milliseconds(Int.random(in: 0..<1500, using: &world.random))
    world.show.tell(.time)
    switch Int.random(in: 0..<13, using: &world.random) {
    case 12: rename(name, &world)
    case 0, 1: write(name, &world)
    case 2: if world.files.remove(name) != nil { world.show.remove(name) }
    case 3: step(name, &world)
    case 4: pause(&world)
    case 5:
      if world.show.preparing != nil, !isHeld(world.show) { world.show.answer(.interrupted("x")) }
    case 6: if world.show.preparing != nil { world.show.answer(.postponed("y")) }
    case 7: world.show.tell(.channelIsNew)
    default: answer(&world)
    }
  }

  private func pause(_ world: inout World) {
    let inputs: [ShowSchedule.Input] = [.pause, .resume, .togglePause]
    world.show.tell(inputs.randomElement(using: &world.random) ?? .pause)
  }

  private func isHeld(_ show: ShowTheatre) -> Bool {
    show.children.values.contains(where: \.isHeld)
  }

  private func write(_ name: String, _ world: inout World) {
    let wasBroken = world.broken.contains(name)
    let isBroken = Int.random(in: 0..<4, using: &world.random) == 0
    if isBroken { world.broken.insert(name) } else { world.broken.remove(name) }
    // Some are written over with what they held.
    let path = FilePath("/" + name)
    if isBroken != wasBroken || Bool.random(using: &world.random) {
      world.show.contents[path, default: 0] += 1
    }
    if world.files.insert(name).inserted {
      world.show.add(name, isNew: Bool.random(using: &world.random))
    } else {
      world.show.close(name)
    }
  }

  /// A file gets a name that no file has.
  private func rename(_ name: String, _ world: inout World) {
    guard world.files.contains(name),
      let free = world.names.first(where: { !world.files.contains($0) })
    else { return }
    world.files.remove(name)
    world.files.insert(free)
    if world.broken.remove(name) != nil {
      world.broken.insert(free)
    } else {
      world.broken.remove(free)
    }
    world.show.move(name, free)
  }

  private func step(_ name: String, _ world: inout World) {
    let steps: [Playlist.Step] = [.next, .previous, .first, .last, .jump(FilePath("/" + name))]
    world.show.tell(.step(steps.randomElement(using: &world.random) ?? .next))
  }

  /// Lets the child do what its file makes it do.
  private func answer(_ world: inout World) {
    guard let child = world.show.children.values.first else { return }
    let name = child.path.lastComponent?.string ?? ""
    if child.isShowing {
      world.show.show()
    } else if !child.isHeld {
      if child.contents == nil, world.files.contains(name) {
        // Then it may change while it is decoded.
        world.show.read()
      } else if world.broken.contains(name) || !world.files.contains(name) {
        world.show.answer(.failed("is broken"))
      } else {
        world.show.answer(.ready(pass: world.show.passes[child.path]))
      }
    }
  }

  /// Whether what is on screen is what its file holds, if that is a picture that is there.
  private func holdsNewest(_ world: World) -> Bool {
    guard let slide = world.show.schedule.slide, !slide.isOutdated,
      let name = slide.path.lastComponent?.string,
      world.files.contains(name), !world.broken.contains(name)
    else { return true }
    let contents = ContentsDigest(rawValue: world.show.contents[slide.path] ?? 0)
    return world.show.onScreen == contents
  }

  @Test(
    "with --newest, after any writes, touches and renames the shot with the newest bytes is shown",
    arguments: [UInt64(0), 1, 2, 3])
  func newestChaos(_ group: UInt64) {
    for seed in group * 200..<(group + 1) * 200 where !endsOnNewest(seed) { return }
  }

  private struct Shoot {
    var show: ShowTheatre
    var files: [String] = []
    /// What was written last, if it is there and whole.
    var newest: String?
    var bytes: UInt64 = 0

    /// A file may hold other bytes than were shown of it. What is decoded, and not given up any more,
    /// may be shown with them, and others that wait behind it.
    mutating func note(_ name: String) {
      let path = FilePath("/" + name)
      let isKept = show.schedule.playlist.current == path && show.schedule.playlist.hasArrival
      newest = show.broken.contains(path) || isKept ? nil : name
    }
  }

  private func endsOnNewest(_ seed: UInt64) -> Bool {
    var random = SeededGenerator(seed: seed)
    var shoot = Shoot(show: ShowTheatre { $0.playlist.isNewestOnly = true })
    shoot.show.decoding = .milliseconds(300)
    shoot.show.tell(.watched([.scanned]))
    for _ in 0..<60 { act(&shoot, &random) }
    shoot.show.settle()
    shoot.show.pass(.seconds(20))
    guard let newest = shoot.newest else { return true }
    let isFine =
      shoot.show.schedule.slide?.path == FilePath("/" + newest)
      && shoot.show.onScreen
        == shoot.show.contents[FilePath("/" + newest)]
        .map { ContentsDigest(rawValue: $0) }
    if !isFine {
      Issue.record("seed \(seed): \(newest) is newest, shown were \(shoot.show.shown)")
    }
    return isFine
  }

  private func act(_ shoot: inout Shoot, _ random: inout SeededGenerator) {
    shoot.show.now += .milliseconds(Int.random(in: 0..<5, using: &random))
    let name = "\(Int.random(in: 0..<5, using: &random))"
    let isThere = shoot.files.contains(name)
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: write(name, isBroken: Int.random(in: 0..<5, using: &random) == 0, &shoot)
    case 2 where isThere:
      // Of what was not shown yet it cannot be known that it is the same.
      let path = FilePath("/" + name)
      let bytes = ContentsDigest(rawValue: shoot.show.contents[path] ?? 0)
      if shoot.show.schedule.playlist.contents[path] != bytes { shoot.note(name) }
      shoot.show.close(name)
    case 3 where isThere:
      guard let free = (0..<6).map({ "\($0)" }).first(where: { !shoot.files.contains($0) }) else {
        return
      }
      shoot.files.removeAll { $0 == name }
      shoot.files.append(free)
      if shoot.newest == name { shoot.newest = free }
      shoot.show.move(name, free)
    case 4 where isThere && Bool.random(using: &random):
      shoot.files.removeAll { $0 == name }
      if shoot.newest == name { shoot.newest = nil }
      shoot.show.remove(name)
    default:
      guard let child = shoot.show.children.values.first else { return }
      if child.contents == nil { shoot.show.read() } else { shoot.show.decode() }
    }
  }

  private func write(_ name: String, isBroken: Bool, _ shoot: inout Shoot) {
    let path = FilePath("/" + name)
    shoot.bytes += 1
    shoot.show.contents[path] = shoot.bytes
    if isBroken { shoot.show.broken.insert(path) } else { shoot.show.broken.remove(path) }
    shoot.note(name)
    if shoot.files.contains(name) {
      shoot.show.close(name)
    } else {
      shoot.files.append(name)
      shoot.show.add(name)
    }
  }

  /// Lets all come to rest, and a round and more pass.
  private func checkEnd(_ world: inout World, _ seed: UInt64) -> Bool {
    world.show.tell(.resume)
    for _ in 0..<40 { answer(&world) }
    world.show.shown = []
    let good = world.files.subtracting(world.broken)
    let onScreen = world.show.schedule.slide?.path.lastComponent?.string
    for _ in 0..<30 {
      var answers = 0
      while let child = world.show.children.values.first, !child.isHeld || child.isShowing,
        answers < 60
      {
        answer(&world)
        answers += 1
      }
      guard let deadline = world.show.schedule.deadline else { break }
      world.show.now = max(world.show.now, deadline)
      for player in world.show.players.keys { world.show.tell(.child(player, .played)) }
      world.show.tell(.time)
    }
    let shown = Set(world.show.shown).union(onScreen.map { [$0] } ?? [])
    let isFine =
      good.isSubset(of: shown) && Set(world.show.shown).isSubset(of: good)
      && world.show.schedule.playlist.count == good.count && holdsNewest(world)
    if !isFine {
      Issue.record(
        "seed \(seed): good \(good.sorted()), shown \(world.show.shown), on screen \(onScreen ?? "-")"
      )
    }
    return isFine
  }
}
