import SystemPackage
import Testing

@testable import Slideshow

/// Random sequences of what happens to the files of a shoot, with the theatre's checks at each
/// effect.
@Suite struct NewestChaosTests {
  @Test(
    "with --newest, after any writes, touches and renames the shot with the newest bytes is shown",
    arguments: [UInt64(0), 1, 2, 3])
  func newest(_ group: UInt64) {
    for seed in group * 200..<(group + 1) * 200 where !endsOnNewest(seed) { return }
  }

  private struct Shoot {
    var world: RandomShow
    /// What was written last, if it is there and whole.
    var newest: String?

    /// The file, if it is sure to be the newest once it holds other bytes. What is decoded, and not
    /// given up any more, may be shown with them, and others that wait behind it.
    func newest(_ name: String, isBroken: Bool) -> String? {
      let list = world.show.schedule.playlist
      let isKept = list.current == world.path(name) && list.hasArrival
      return isBroken || isKept ? nil : name
    }
  }

  private func endsOnNewest(_ seed: UInt64) -> Bool {
    var shoot = Shoot(
      world: RandomShow(seed: seed, names: 6...6) { options, _ in
        options.playlist.isNewestOnly = true
      })
    shoot.world.show.decoding = .milliseconds(300)
    for _ in 0..<60 { act(&shoot) }
    shoot.world.show.settle()
    shoot.world.show.pass(.seconds(20))
    guard let newest = shoot.newest else { return true }
    let show = shoot.world.show
    let isFine =
      show.schedule.slide?.path == shoot.world.path(newest)
      && show.onScreen == shoot.world.contents(of: newest)
    if !isFine {
      Issue.record("seed \(seed): \(newest) is newest, shown were \(show.shown)")
    }
    return isFine
  }

  private func act(_ shoot: inout Shoot) {
    shoot.world.show.now += .milliseconds(shoot.world.chance(5))
    let name = shoot.world.someName()
    let isThere = shoot.world.files.contains(name)
    switch shoot.world.chance(8) {
    case 0, 1:
      let isBroken = shoot.world.chance(5) == 0
      shoot.newest = shoot.newest(name, isBroken: isBroken)
      shoot.world.write(name, isBroken: isBroken)
    case 2 where isThere:
      // Of what was not shown yet it cannot be known that it is the same.
      let shown = shoot.world.show.schedule.playlist.contents[shoot.world.path(name)]
      if shown != shoot.world.contents(of: name) {
        shoot.newest = shoot.newest(name, isBroken: shoot.world.isBroken(name))
      }
      shoot.world.show.close(name)
    case 3 where isThere:
      guard let other = shoot.world.rename(name) else { return }
      if shoot.newest == name {
        shoot.newest = other
      } else if shoot.newest == other {
        shoot.newest = nil
      }
    case 4 where isThere && shoot.world.chance(2) == 0:
      if shoot.newest == name { shoot.newest = nil }
      shoot.world.remove(name)
    default:
      guard let child = shoot.world.show.children.values.first else { return }
      if child.contents == nil { shoot.world.show.read() } else { shoot.world.show.decode() }
    }
  }
}
