import SystemPackage
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

  private func survives(_ seed: UInt64) -> Bool {
    var world = RandomShow(seed: seed, names: 1...7) { options, random in
      options.playlist.isShuffled = Bool.random(using: &random)
      options.playlist.seed = seed
      options.fade = .milliseconds(300)
    }
    world.show.passes["/0"] = .seconds(3)
    for _ in 0..<60 { act(&world) }
    return checkEnd(&world, seed)
  }

  private func act(_ world: inout RandomShow) {
    let name = world.someName()
    world.show.now += .milliseconds(world.chance(1500))
    world.show.tell(.time)
    switch world.chance(13) {
    case 12: _ = world.rename(name)
    case 0, 1:
      // Some are written over with what they held.
      world.write(
        name, isBroken: world.chance(4) == 0, isNew: world.chance(2) == 0,
        isOther: world.chance(2) == 0)
    case 2: world.remove(name)
    case 3: step(name, &world)
    case 4: pause(&world)
    case 5:
      if world.show.preparing != nil, !isHeld(world.show) { world.show.answer(.interrupted("x")) }
    case 6: if world.show.preparing != nil { world.show.answer(.postponed("y")) }
    case 7: world.show.tell(.channelIsNew)
    default: answer(&world)
    }
  }

  private func pause(_ world: inout RandomShow) {
    let inputs: [ShowSchedule.Input] = [.pause, .resume, .togglePause]
    world.show.tell(inputs.randomElement(using: &world.random) ?? .pause)
  }

  private func isHeld(_ show: ShowTheatre) -> Bool {
    show.children.values.contains(where: \.isHeld)
  }

  private func step(_ name: String, _ world: inout RandomShow) {
    let steps: [Playlist.Step] = [.next, .previous, .first, .last, .jump(FilePath("/" + name))]
    world.show.tell(.step(steps.randomElement(using: &world.random) ?? .next))
  }

  /// Lets the child do what its file makes it do.
  private func answer(_ world: inout RandomShow) {
    guard let child = world.show.children.values.first else { return }
    let name = child.path.lastComponent?.string ?? ""
    if child.isShowing {
      world.show.show()
    } else if !child.isHeld {
      if child.contents == nil, world.files.contains(name) {
        // Then it may change while it is decoded.
        world.show.read()
      } else if !world.good.contains(name) {
        world.show.answer(.failed("is broken"))
      } else {
        world.show.answer(.ready(pass: world.show.passes[child.path]))
      }
    }
  }

  /// Whether what is on screen is what its file holds, if that is a picture that is there.
  private func holdsNewest(_ world: RandomShow) -> Bool {
    guard let slide = world.show.schedule.slide, !slide.isOutdated,
      let name = slide.path.lastComponent?.string,
      world.good.contains(name)
    else { return true }
    return world.show.onScreen == world.contents(of: name)
  }

  /// Lets all come to rest, and a round and more pass.
  private func checkEnd(_ world: inout RandomShow, _ seed: UInt64) -> Bool {
    world.show.tell(.resume)
    for _ in 0..<40 { answer(&world) }
    world.show.shown = []
    let good = world.good
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
        """
        seed \(seed): good \(good.sorted()), shown \(world.show.shown), \
        on screen \(onScreen ?? "-")
        """
      )
    }
    return isFine
  }
}
